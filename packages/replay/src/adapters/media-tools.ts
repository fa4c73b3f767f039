import ffmpeg from 'fluent-ffmpeg';
import { execFile } from 'node:child_process';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ReplayError } from '../errors.ts';
import type { MediaInfo, MediaTask, MediaTools } from '../ports/media-tools.ts';
import {
  concatenateArguments,
  type FfmpegArguments,
  posterArguments,
  probeArguments,
  storyboardArguments,
} from './media-tools-arguments.ts';
import { headArguments, needsHead, packetArguments, planRendition, spliceArguments, spliceList, wholeArguments } from './rendition-plan.ts';

export interface MediaToolsOptions {
  /** Programs; found on PATH by default. */
  ffmpegPath?: string;
  ffprobePath?: string;
  /** Longest run of one tool, ms. */
  timeoutMs?: number;
  /** Of the processes, 0..19: with more they leave the cores to whoever else wants them. */
  niceness?: number;
}

const defaultTimeoutMs = 10 * 60 * 1000;
/** Lines of FFmpeg's complaints that an error carries. */
const stderrLines = 20;
const runFile = promisify(execFile);

const numeric = z.coerce.number();
const probeSchema = z.object({
  format: z.object({ duration: numeric, size: numeric }),
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string().default('unknown'),
      start_time: numeric.default(0),
      width: z.number().optional(),
      height: z.number().optional(),
      channels: z.number().optional(),
    }),
  ),
});

/** FFmpeg and ffprobe as child processes, without a shell. */
export function createMediaTools(options: MediaToolsOptions = {}): MediaTools {
  const { ffmpegPath = 'ffmpeg', ffprobePath = 'ffprobe', timeoutMs = defaultTimeoutMs, niceness = 0 } = options;

  /** `further` are inputs beside the task's own. */
  async function run(task: MediaTask, args: FfmpegArguments, further: string[] = [], progress?: Progress): Promise<void> {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = task.signal ? AbortSignal.any([task.signal, timeout]) : timeout;
    const temporary = join(dirname(task.output), `.tmp-${basename(task.output)}`);
    await mkdir(dirname(task.output), { recursive: true });
    try {
      const inputs = [task.input, ...further];
      await runFfmpeg({ ffmpegPath, niceness, inputs, output: temporary, args, signal, ...(progress && { progress }) });
      await syncFile(temporary);
      await rename(temporary, task.output);
    } catch (error) {
      await rm(temporary, { force: true });
      task.signal?.throwIfAborted();
      throw new ReplayError('CAPTURE_FAILED', { cause: timeout.aborted ? new Error('FFmpeg took too long', { cause: error }) : error });
    }
  }

  async function ask(args: string[], signal?: AbortSignal): Promise<string> {
    try {
      const { stdout } = await runFile(ffprobePath, args, {
        timeout: timeoutMs,
        maxBuffer: 4 * 1024 * 1024,
        ...(signal ? { signal } : {}),
      });
      return stdout;
    } catch (error) {
      signal?.throwIfAborted();
      throw new ReplayError('CAPTURE_FAILED', { cause: error });
    }
  }

  async function compatibleRendition(task: MediaTask): Promise<void> {
    const plan = planRendition(await ask(packetArguments(task.input), task.signal));
    if (plan.video !== 'splice') return run(task, wholeArguments(plan.video));
    const head = join(dirname(task.output), `.tmp-head-${basename(task.output)}`);
    const list = join(dirname(task.output), `.tmp-list-${basename(task.output)}.ffconcat`);
    try {
      const hasHead = needsHead(plan.keyframeSeconds);
      if (hasHead) await run({ ...task, output: head }, headArguments(plan.keyframeSeconds));
      await writeFile(list, spliceList(hasHead ? head : null, task.input, plan.keyframeSeconds));
      await run({ ...task, input: list }, spliceArguments(), [task.input]);
    } finally {
      await Promise.all([rm(head, { force: true }), rm(list, { force: true })]);
    }
  }

  return {
    poster: (task) => run(task, posterArguments(task)),
    storyboard: (task) => run(task, storyboardArguments(task)),
    compatibleRendition,
    concatenate: (task) => run(task, concatenateArguments(task), [], task),
    async probe(path, signal) {
      const stdout = await ask(probeArguments(path), signal);
      try {
        return toMediaInfo(probeSchema.parse(JSON.parse(stdout)));
      } catch (error) {
        throw new ReplayError('CAPTURE_FAILED', { cause: error });
      }
    },
  };
}

/** How far a run is, by the media time it has written. */
interface Progress {
  durationSeconds: number;
  onProgress: (fraction: number) => void;
}

interface FfmpegRun {
  ffmpegPath: string;
  niceness: number;
  inputs: string[];
  output: string;
  args: FfmpegArguments;
  signal: AbortSignal;
  progress?: Progress;
}

function runFfmpeg(run: FfmpegRun): Promise<void> {
  if (run.signal.aborted) return Promise.reject(new Error('Aborted before it began'));
  // What a list names lies beside it.
  const command = ffmpeg({ stdoutLines: stderrLines, niceness: run.niceness, cwd: dirname(run.inputs[0] ?? run.output) }).setFfmpegPath(
    run.ffmpegPath,
  );
  for (const [index, input] of run.inputs.entries()) {
    command.input(resolve(input));
    if (index === 0 && run.args.input.length > 0) command.inputOptions(run.args.input);
  }
  command.outputOptions(['-v', 'error', ...run.args.output]).output(resolve(run.output));
  const kill = (): void => {
    command.kill('SIGKILL');
  };
  run.signal.addEventListener('abort', kill, { once: true });
  return new Promise<void>((done, reject) => {
    command.on('end', () => done());
    // Aborted while it was being started: there was nothing to kill yet.
    command.on('start', () => {
      if (run.signal.aborted) kill();
    });
    const { progress } = run;
    if (progress) {
      command.on('progress', ({ timemark }: { timemark?: string }) => {
        progress.onProgress(Math.min(1, secondsOf(timemark ?? '') / progress.durationSeconds));
      });
    }
    command.on('error', (error, _stdout, stderr) => {
      const complaints = (stderr ?? '').split('\n').slice(-stderrLines).join('\n').trim();
      reject(new Error(`FFmpeg failed: ${complaints || error.message}`, { cause: error }));
    });
    command.run();
  }).finally(() => run.signal.removeEventListener('abort', kill));
}

/** `00:01:02.50` in seconds; 0 for anything else. */
function secondsOf(timemark: string): number {
  const seconds = timemark.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
}

function toMediaInfo({ format, streams }: z.infer<typeof probeSchema>): MediaInfo {
  return {
    durationSeconds: format.duration,
    sizeBytes: format.size,
    streams: streams.flatMap(({ codec_type: kind, codec_name: codec, start_time: startSeconds, width, height, channels }) =>
      kind === 'video' || kind === 'audio'
        ? [{ kind, codec, startSeconds, ...(width && height ? { width, height } : {}), ...(channels ? { channels } : {}) }]
        : [],
    ),
  };
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
