import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { peakMegabytes } from './process-usage.ts';

/** A command's run. */
export interface CommandRun {
  milliseconds: number;
  /** Highest resident memory, looked at every 10 ms. */
  peakMegabytes: number;
  output: string;
}

/** Runs a command to its end. @throws Error when it does not end well */
export async function measureCommand(command: string, args: readonly string[]): Promise<CommandRun> {
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let peak = 0;
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const watch = setInterval(() => {
    try {
      peak = Math.max(peak, peakMegabytes(child.pid ?? 0));
    } catch {
      // It ended between two looks.
    }
  }, 10);
  await once(child, 'close');
  clearInterval(watch);
  if (child.exitCode !== 0) throw new Error(`${command} ended with ${String(child.exitCode)}`);
  return { milliseconds: performance.now() - startedAt, peakMegabytes: peak, output };
}

/** The usual way to make a clip: FFmpeg joins whole MPEG-TS segments of about 5 s. No exact start, no checksum, no fsync. */
export interface ConcatReference {
  run(): Promise<CommandRun>;
  remove(): Promise<void>;
}

/** Takes the media of `clip` apart, which is not measured. */
export async function prepareConcat(clip: string, directory: string): Promise<ConcatReference> {
  await mkdir(directory, { recursive: true });
  const segments = ['-f', 'segment', '-segment_time', '5', join(directory, 's%04d.ts')];
  await measureCommand('ffmpeg', ['-v', 'error', '-i', clip, '-map', '0', '-c', 'copy', ...segments]);
  const names = (await readdir(directory)).filter((name) => name.endsWith('.ts')).sort();
  const list = join(directory, 'list.txt');
  await writeFile(list, names.map((name) => `file '${name}'\n`).join(''));
  const joined = join(directory, 'joined.mp4');
  return {
    async run() {
      await rm(joined, { force: true });
      const run = await measureCommand('ffmpeg', [
        '-v',
        'error',
        '-f',
        'concat',
        '-i',
        list,
        '-c',
        'copy',
        '-movflags',
        '+faststart',
        joined,
      ]);
      if ((await stat(joined)).size === 0) throw new Error('FFmpeg joined nothing');
      return run;
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
