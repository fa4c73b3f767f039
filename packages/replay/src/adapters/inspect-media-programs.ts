import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** FFmpeg as it is found on PATH. */
export interface MediaPrograms {
  ffmpeg: string;
  ffprobe: string;
  /** Encoders and filters that clips need and this build lacks. */
  missing: string[];
}

const NEEDED_ENCODERS = ['libx264', 'aac', 'mjpeg'];
const TIMEOUT_MS = 15_000;
const run = promisify(execFile);

/** Asks FFmpeg what it is. @throws Error when it, or ffprobe, cannot be run */
export async function inspectMediaPrograms(): Promise<MediaPrograms> {
  const [ffmpeg, ffprobe, encoders] = await Promise.all([
    ask('ffmpeg', '-version'),
    ask('ffprobe', '-version'),
    ask('ffmpeg', '-encoders'),
  ]);
  const names = new Set(encoders.split('\n').map((line) => line.trim().split(/\s+/)[1]));
  return { ffmpeg: versionIn(ffmpeg), ffprobe: versionIn(ffprobe), missing: NEEDED_ENCODERS.filter((name) => !names.has(name)) };
}

async function ask(program: string, question: string): Promise<string> {
  return (await run(program, ['-hide_banner', question], { timeout: TIMEOUT_MS, maxBuffer: 4 * 1024 * 1024 })).stdout;
}

const versionIn = (text: string): string => /version (\S+)/.exec(text)?.[1] ?? 'unknown';
