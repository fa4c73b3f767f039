import { flashMs } from './clock-picture.ts';
import { readClipClock } from './read-clip-clock.ts';
import type { ClipFrame } from './read-clip-clock.ts';
import { runFfmpeg } from './run-ffmpeg.ts';

/** Sound against picture of one clip, in ms; positive = the sound comes later. */
export interface AvOffset {
  /** One entry for each second whose flash and beep were both found. */
  offsetsMs: number[];
  /** Where in the clip each of these seconds begins, by the picture. */
  secondsAtMs: number[];
  medianMs: number;
  /** 95th percentile of the absolute offset. */
  p95AbsoluteMs: number;
  flashes: number;
  beeps: number;
}

const sampleRate = 48_000;
const windowSamples = sampleRate / 1000;
const loudLevel = 2_500;
/** A beep is loud after at least this much quiet. */
const quietWindows = 200;
const farthestMatchMs = 400;

/**
 * Measures the offset between the flash in the picture and the beep in the sound, second by second.
 * @throws Error when the clip has no sound or nothing could be matched
 */
export async function measureAvOffset(file: string): Promise<AvOffset> {
  const flashes = findFlashes(await readClipClock(file));
  const beeps = await findBeeps(file);
  const matches = flashes.flatMap((flash) => {
    const nearest = beeps.reduce<number | undefined>(
      (best, beep) => (best === undefined || Math.abs(beep - flash) < Math.abs(best - flash) ? beep : best),
      undefined,
    );
    return nearest !== undefined && Math.abs(nearest - flash) < farthestMatchMs ? [{ flash, offsetMs: nearest - flash }] : [];
  });
  const offsetsMs = matches.map(({ offsetMs }) => offsetMs);
  if (offsetsMs.length === 0) {
    throw new Error(`No flash and beep belong together in ${file} (${String(flashes.length)} flashes, ${String(beeps.length)} beeps)`);
  }
  return {
    offsetsMs,
    secondsAtMs: matches.map(({ flash }) => flash),
    medianMs: percentile(offsetsMs, 0.5),
    p95AbsoluteMs: percentile(offsetsMs.map(Math.abs), 0.95),
    flashes: flashes.length,
    beeps: beeps.length,
  };
}

/**
 * Where each second starts in the file. The clock of the first lit frame says how long ago the flash began,
 * so that the result is exact although frames are far apart.
 */
export function findFlashes(frames: readonly ClipFrame[]): number[] {
  return frames.flatMap((frame, index) => {
    const before = frames[index - 1];
    if (!frame.isFlash || !before || before.isFlash) return [];
    const sinceStart = frame.clockMs === undefined ? 0 : frame.clockMs % 1000;
    return sinceStart < flashMs ? [frame.ptsMs - sinceStart] : [];
  });
}

async function findBeeps(file: string): Promise<number[]> {
  const filters = 'aformat=sample_fmts=s16:sample_rates=48000:channel_layouts=mono,ashowinfo';
  const { bytes, log } = await runFfmpeg(file, [], ['-map', '0:a:0', '-af', filters, '-f', 's16le', 'pipe:1']);
  const beeps: number[] = [];
  let quiet = 0;
  let offset = 0;
  // Each decoded frame brings its own time: a hole in the sound must not shift what follows.
  for (const match of log.matchAll(/^\[Parsed_ashowinfo.*pts_time: *(-?[\d.]+).*nb_samples: *(\d+)/gm)) {
    const startMs = Number(match[1]) * 1000;
    const samples = Number(match[2]);
    for (let from = 0; from < samples; from += windowSamples) {
      const until = Math.min(from + windowSamples, samples);
      if (!isLoud(bytes, offset + from, offset + until)) {
        quiet += 1;
        continue;
      }
      if (quiet >= quietWindows) beeps.push(startMs + (from * 1000) / sampleRate);
      quiet = 0;
    }
    offset += samples;
  }
  return beeps;
}

function isLoud(bytes: Buffer, from: number, until: number): boolean {
  for (let index = from; index < until; index++) {
    if (index * 2 + 2 <= bytes.length && Math.abs(bytes.readInt16LE(index * 2)) > loudLevel) return true;
  }
  return false;
}

/** The value below which the given share (0..1) of the values lies; NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
