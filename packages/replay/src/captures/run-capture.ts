import { ReplayError } from '../errors.ts';
import type { OpenSegment } from '../ports/recorder.ts';
import type { CaptureStep, CaptureWork, ClaimedCapture, CutClip } from '../ports/capture-work.ts';

export interface RunCaptureDeps {
  work: CaptureWork;
  /** Media up to the press, on disk; no entries when nothing records this session any more. */
  flushSession: (sessionId: string, untilMs: number, timeoutMs: number) => Promise<OpenSegment[]>;
  /** How long after the press media may still be on its way to the disk, ms. */
  inFlightMs: number;
  /** Holds the window's segments under the capture's own name; safe to call again for the same capture. */
  pin: (capture: ClaimedCapture, openSegments: OpenSegment[]) => Promise<PinnedWindow>;
  /** Writes the MP4 from the pinned segments and publishes it under its final name. */
  cut: (capture: ClaimedCapture, pinned: PinnedWindow, options: CutOptions) => Promise<CutClip>;
  /** Deletes files that belong to no row. */
  discard: (paths: string[]) => Promise<void>;
  unpin: (captureId: string) => Promise<void>;
  /** Lets a few read the buffer at a time: each holds playlists and the head of a segment in memory. Media is flushed before one waits here. */
  pinQueue: <T>(job: () => Promise<T>) => Promise<T>;
  /** Lets a few cut at a time; a press is pinned however many wait here. */
  cutQueue: <T>(job: () => Promise<T>) => Promise<T>;
  now: () => number;
  report: CaptureReporter;
}

/** Where timings and outcomes go (log and metrics). Durations in ms. */
export interface CaptureReporter {
  /** The window was looked up in the buffer. */
  found(capture: ClaimedCapture, segmentCount: number): void;
  step(captureId: string, step: CaptureStep, durationMs: number): void;
  done(capture: ClaimedCapture, clip: CutClip, durationMs: number): void;
  failed(capture: ClaimedCapture, error: ReplayError): void;
}

/** What the capture holds on disk from the pin on. Wall-clock ms. */
export interface PinnedWindow {
  directory: string;
  startAt: number;
  endAt: number;
  /** Seconds into the pinned playlist where the window begins; null: there is no playlist. */
  startOffsetSeconds: number | null;
  /** Of all tracks; null: it is no part of a buffer. */
  segmentCount: number | null;
}

export interface CutOptions {
  signal: AbortSignal;
  /** 0..1. */
  onProgress: (fraction: number) => void;
}

const TELL_WAIT_EVERY_MS = 500;

/**
 * Carries one claimed capture from the press to a clip: flush, pin, cut, rows. Pictures and rendition follow behind it.
 * Never throws: a failure is undone, told to the person and reported.
 */
export async function runCapture(deps: RunCaptureDeps, capture: ClaimedCapture, signal: AbortSignal): Promise<void> {
  const startedAt = deps.now();
  const made: string[] = [];
  try {
    const pinned = await timed(deps, capture, 'pin', () => pinWindow(deps, capture));
    if (pinned.segmentCount !== null) deps.report.found(capture, pinned.segmentCount);
    signal.throwIfAborted();
    await deps.work.pinned(capture, pinned);
    const clip = await deps.cutQueue(() => timed(deps, capture, 'cut', () => cutWindow(deps, capture, pinned, signal)));
    made.push(clip.path);
    await deps.work.finishing(capture);
    signal.throwIfAborted();
    await timed(deps, capture, 'publish', () => deps.work.complete(capture, clip));
    deps.report.done(capture, clip, deps.now() - startedAt);
  } catch (error) {
    await undo(deps, capture, made, toReplayError(error, signal));
  }
}

async function pinWindow(deps: RunCaptureDeps, capture: ClaimedCapture): Promise<PinnedWindow> {
  if (capture.trimOf) return deps.pinQueue(() => deps.pin(capture, []));
  const pressMs = capture.requestedEnd.getTime();
  const beganAt = deps.now();
  const waitMs = Math.max(0, pressMs + deps.inFlightMs - beganAt);
  // A recorder that writes whole segments keeps people waiting: they see how long.
  const timer = setInterval(() => deps.work.progressed(capture, (deps.now() - beganAt) / Math.max(1, waitMs)), TELL_WAIT_EVERY_MS);
  const open = await deps.flushSession(capture.sessionId, pressMs, waitMs).finally(() => clearInterval(timer));
  return deps.pinQueue(() => deps.pin(capture, open));
}

function cutWindow(deps: RunCaptureDeps, capture: ClaimedCapture, pinned: PinnedWindow, signal: AbortSignal): Promise<CutClip> {
  signal.throwIfAborted();
  return deps.cut(capture, pinned, {
    signal,
    onProgress: (fraction) => deps.work.progressed(capture, fraction),
  });
}

async function undo(deps: RunCaptureDeps, capture: ClaimedCapture, made: string[], error: ReplayError): Promise<void> {
  deps.report.failed(capture, error);
  await deps.discard(made);
  await deps.work.failed(capture, error);
  await deps.unpin(capture.id);
}

async function timed<T>(deps: RunCaptureDeps, capture: ClaimedCapture, step: CaptureStep, job: () => Promise<T>): Promise<T> {
  const from = deps.now();
  const result = await job();
  deps.report.step(capture.id, step, deps.now() - from);
  return result;
}

function toReplayError(error: unknown, signal: AbortSignal): ReplayError {
  if (signal.aborted) return new ReplayError('CAPTURE_CANCELLED', { cause: error });
  return error instanceof ReplayError ? error : new ReplayError('CAPTURE_FAILED', { cause: error });
}
