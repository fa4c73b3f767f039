import type { ClipFrame } from '@reprise/synthetic-share';

/** What the pixels of a decoded clip say. Wall clock in ms. */
export interface ClipContent {
  frames: number;
  firstClockMs: number;
  /** Clock of the frame that follows the first. */
  secondClockMs: number;
  lastClockMs: number;
  /** Clock of the frame before the last. */
  secondLastClockMs: number;
  /** Longest time between the clocks of two neighbouring frames. */
  longestStepMs: number;
  /** Whole seconds of the wall clock between first and last frame of which no frame is there. */
  missingSeconds: number[];
  /** Median of (start + presentation time - clock): how late the clock was drawn, sent and stamped. */
  medianErrorMs: number;
  /** The same over the first second: a busy machine is not equally late all the time. */
  startErrorMs: number;
}

/** Summarises decoded frames against the wall clock at which the clip says it starts. */
export function describeContent(frames: ClipFrame[], clipStartsAtMs: number): ClipContent {
  const read = frames.flatMap((frame) => (frame.clockMs === undefined ? [] : [{ ptsMs: frame.ptsMs, clockMs: frame.clockMs }]));
  const first = read[0];
  const last = read.at(-1);
  if (!first || !last) throw new Error(`No readable clock in ${String(frames.length)} frames`);
  const medianError = (of: typeof read): number => {
    const errors = of.map((frame) => clipStartsAtMs + frame.ptsMs - frame.clockMs).sort((a, b) => a - b);
    return errors[Math.floor(errors.length / 2)] ?? 0;
  };
  const seconds = new Set(read.map((frame) => Math.floor(frame.clockMs / 1000)));
  const missingSeconds: number[] = [];
  for (let second = Math.floor(first.clockMs / 1000) + 1; second < Math.floor(last.clockMs / 1000); second += 1) {
    if (!seconds.has(second)) missingSeconds.push(second);
  }
  return {
    frames: read.length,
    firstClockMs: first.clockMs,
    secondClockMs: read[1]?.clockMs ?? first.clockMs,
    lastClockMs: last.clockMs,
    secondLastClockMs: read.at(-2)?.clockMs ?? last.clockMs,
    longestStepMs: Math.max(...read.slice(1).map((frame, index) => frame.clockMs - (read[index]?.clockMs ?? frame.clockMs)), 0),
    missingSeconds,
    medianErrorMs: medianError(read),
    startErrorMs: medianError(read.filter((frame) => frame.ptsMs < 1000)),
  };
}
