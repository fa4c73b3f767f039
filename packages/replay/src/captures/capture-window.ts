import { ReplayError } from '../errors.ts';
import type { ParsedCaptureInput } from '../schemas/capture-schemas.ts';
import type { SessionStatus } from '../schemas/session-schemas.ts';

/** What is asked for, in wall-clock ms. */
export interface CaptureWindow {
  pressedAt: number;
  startAt: number;
  endAt: number;
}

/** The session as the window depends on it. Wall-clock ms; null: nothing is buffered yet. */
export interface BufferBounds {
  status: SessionStatus;
  bufferedFrom: number | null;
  bufferedTo: number | null;
}

/** A press older than this is taken as this old: its browser's clock or its network is wrong. */
export const OLDEST_PRESS_MS = 30_000;

/** Seconds of the longest capture: what the community allows, but never more than REPLAY_BUFFER_DURATION_MINUTES. */
export function longestCaptureSeconds(rules: { longestClipSeconds: number }, bufferDurationMs: number): number {
  return Math.min(rules.longestClipSeconds, bufferDurationMs / 1000);
}

/**
 * Fixes the window of a capture once and for all: it ends at the press or with the last picture, whichever is earlier.
 * While media arrives, the press itself is the end: what is on its way to the disk is waited for.
 * @throws ReplayError NO_SEGMENTS when nothing is buffered in it, INVALID_INPUT when it is longer than `longestClipSeconds`
 */
export function chooseCaptureWindow(
  input: Pick<ParsedCaptureInput, 'durationMinutes' | 'durationSeconds' | 'range' | 'pressedAt'>,
  bounds: BufferBounds,
  longestClipSeconds: number,
  now: number,
): CaptureWindow {
  const pressedAt = clampPress(input.pressedAt, now);
  const { bufferedFrom, bufferedTo } = bounds;
  if (bufferedFrom === null || bufferedTo === null) throw new ReplayError('NO_SEGMENTS');
  const lastEnd = bounds.status === 'active' ? pressedAt : Math.min(pressedAt, bufferedTo);
  const endAt = input.range ? Math.min(Date.parse(input.range.endAt), lastEnd) : lastEnd;
  const startAt = input.range ? Date.parse(input.range.startAt) : endAt - durationSeconds(input) * 1000;
  if (endAt <= bufferedFrom || endAt <= startAt) throw new ReplayError('NO_SEGMENTS');
  if (endAt - startAt > longestClipSeconds * 1000) {
    const field = input.range ? 'range' : input.durationMinutes === undefined ? 'durationSeconds' : 'durationMinutes';
    const message = `Captures are at most ${longestClipSeconds} seconds long here`;
    throw new ReplayError('INVALID_INPUT', { details: { fields: [{ field, message }], longestClipSeconds } });
  }
  return { pressedAt, startAt, endAt };
}

function clampPress(pressedAt: string | undefined, now: number): number {
  if (pressedAt === undefined) return now;
  return Math.max(now - OLDEST_PRESS_MS, Math.min(Date.parse(pressedAt), now));
}

function durationSeconds(input: Pick<ParsedCaptureInput, 'durationMinutes' | 'durationSeconds'>): number {
  return input.durationSeconds ?? (input.durationMinutes ?? 0) * 60;
}
