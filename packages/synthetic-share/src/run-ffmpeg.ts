import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What FFmpeg wrote: raw bytes and its log. */
export interface FfmpegOutput {
  bytes: Buffer;
  log: string;
}

/**
 * Runs `ffmpeg` (on PATH) over one input and collects its standard output and log.
 * @param file path or URL of the input
 * @param input arguments before the input
 * @param output arguments after the input, writing to pipe:1
 * @throws Error with the end of FFmpeg's log when it exits with another code than 0
 */
export async function runFfmpeg(file: string, input: readonly string[], output: readonly string[]): Promise<FfmpegOutput> {
  const child = spawn('ffmpeg', ['-hide_banner', '-nostdin', '-nostats', '-copyts', ...input, '-i', file, ...output], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new Error('ffmpeg could not be run; is it installed?', { cause }));
    });
    child.once('close', resolve);
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code, log] = await Promise.all([exited, text(child.stderr)]);
  if (code !== 0) throw new Error(`ffmpeg failed (${String(code)}) on ${file}: ${log.slice(-1500)}`);
  return { bytes: Buffer.concat(chunks), log };
}
