import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { clockBits, clockHeight } from './clock-picture.ts';

const run = promisify(execFile);
const options = { encoding: 'buffer' as const, maxBuffer: 2 ** 30 };

/** A shown frame: when (seconds from the file's start) and what its clock says (ms). */
export interface ShownFrame {
  atSeconds: number;
  clockMs: number;
}

/** Decodes a file with FFmpeg as a player would and reads every frame's clock. `errors` is what FFmpeg complained about. */
export async function readShownClocks(path: string, width: number, height: number): Promise<{ frames: ShownFrame[]; errors: string }> {
  const times = await run(
    'ffprobe',
    ['-v', 'error', '-select_streams', 'v', '-show_entries', 'frame=best_effort_timestamp_time', '-of', 'csv=p=0', path],
    options,
  );
  const picture = `scale=${width}:${height},format=gray,crop=${(width * clockBits) / 60}:${clockHeight - 16}:0:${height - clockHeight + 8},scale=${clockBits}:1:flags=area`;
  const decoded = await run(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-vsync', 'passthrough', '-enc_time_base', '1:90000', '-vf', picture, '-an', '-f', 'rawvideo', 'pipe:1'],
    options,
  );
  const seconds = times.stdout
    .toString()
    .split('\n')
    .map(Number.parseFloat)
    .filter((value) => !Number.isNaN(value));
  const count = Math.floor(decoded.stdout.length / clockBits);
  const frames = seconds.slice(0, count).map((atSeconds, index) => {
    let clockMs = 0;
    for (let bit = 0; bit < clockBits; bit++) {
      if ((decoded.stdout[index * clockBits + bit] ?? 0) > 128) clockMs += 2 ** bit;
    }
    return { atSeconds, clockMs };
  });
  return { frames, errors: `${times.stderr.toString()}${decoded.stderr.toString()}` };
}

/** When beeps begin, in seconds from the file's start, to 1 ms. */
export async function readBeeps(path: string): Promise<number[]> {
  const { stdout } = await run(
    'ffmpeg',
    [
      '-v',
      'error',
      '-i',
      path,
      '-map',
      '0:a:0',
      '-af',
      'aresample=async=1:first_pts=0',
      '-ac',
      '1',
      '-ar',
      '48000',
      '-f',
      's16le',
      'pipe:1',
    ],
    options,
  );
  const beeps: number[] = [];
  let quietMs = 1000;
  for (let ms = 0; (ms + 1) * 96 <= stdout.length; ms++) {
    let peak = 0;
    for (let at = ms * 96; at < (ms + 1) * 96; at += 2) peak = Math.max(peak, Math.abs(stdout.readInt16LE(at)));
    if (peak < 3000) quietMs++;
    else {
      if (quietMs > 200) beeps.push(ms / 1000);
      quietMs = 0;
    }
  }
  return beeps;
}
