import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MediaLoop } from './encoded-media.ts';
import { cpuSeconds, residentMegabytes } from './process-usage.ts';

const startCode = Buffer.from([0, 0, 0, 1]);
const warmUpMs = 3_000;

/** What recording by re-encoding costs: FFmpeg with x264 (veryfast, zerolatency) on the same pictures in real time, without sound. */
export async function measureTranscode(
  loop: MediaLoop,
  directory: string,
  durationMs: number,
): Promise<{ cores: number; megabytes: number }> {
  const input = join(directory, `loop-${loop.bitrateKbps}.h264`);
  const frames = loop.video.frames.flatMap(({ data }) => data.map((piece, index) => (index % 2 ? piece : startCode)));
  const loops = Math.ceil((durationMs + 2 * warmUpMs) / loop.video.lengthMs);
  await writeFile(input, Buffer.concat(Array.from({ length: loops }, () => frames).flat()));
  const encoder = ['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-b:v', `${loop.bitrateKbps}k`, '-g', '150'];
  const args = ['-v', 'error', '-re', '-framerate', '30', '-i', input, ...encoder, '-y', join(directory, 'transcoded.mp4')];
  const child = spawn('ffmpeg', args, { stdio: 'ignore' });
  const gone = once(child, 'exit');
  try {
    await sleep(warmUpMs);
    const pid = child.pid ?? 0;
    const before = cpuSeconds(pid);
    await sleep(durationMs);
    return { cores: (cpuSeconds(pid) - before) / (durationMs / 1000), megabytes: residentMegabytes(pid) };
  } finally {
    child.kill('SIGKILL');
    await gone;
  }
}
