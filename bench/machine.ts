import { execFile } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { findLivekitProgram } from '../scripts/stack/livekit-binary.ts';
import { silentProgress } from '../scripts/stack/progress.ts';

/** What a result was measured on. */
export interface Machine {
  processor: string;
  cores: number;
  memoryGigabytes: number;
  /** Of the last minute, when the run began: more than a few tenths is other people's work. */
  loadAverage: number;
  node: string;
  ffmpeg: string;
  livekit: string;
}

const run = promisify(execFile);

/** Reads it from this machine. */
export async function describeMachine(): Promise<Machine> {
  const livekit = await findLivekitProgram(silentProgress);
  const [ffmpeg, server] = await Promise.all([firstLine('ffmpeg', ['-version']), firstLine(livekit.command, ['--version'])]);
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    loadAverage: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    node: process.version,
    ffmpeg: /version (\S+)/.exec(ffmpeg)?.[1] ?? ffmpeg,
    livekit: /version (\S+)/.exec(server)?.[1] ?? server,
  };
}

async function firstLine(command: string, args: string[]): Promise<string> {
  const { stdout } = await run(command, args);
  return stdout.split('\n')[0] ?? '';
}
