import type { CaptureInput } from '@reprise/replay';
import { formatDuration } from '@reprise/ui';

/** What to keep: the last seconds before the press, or an exact range of wall-clock time (ISO 8601). */
export type CaptureSpan = { kind: 'last'; seconds: number } | { kind: 'range'; startAt: string; endAt: string };

/** Where the clip goes beside the library, which always has it. */
export type CaptureTarget = { kind: 'library' } | { kind: 'download' } | { kind: 'channel'; id: string; name: string };

/** What somebody wants kept. */
export interface CaptureWish {
  sessionId: string;
  span: CaptureSpan;
  target: CaptureTarget;
  title?: string;
}

/** One press of the button, as it was meant: repeated as it is when the request must be sent again. */
export interface CapturePress extends CaptureWish {
  /** Also the request's idempotency key. */
  key: string;
  /** ISO 8601 on the server's clock. */
  pressedAt: string;
}

/** A length as the picker writes it: `15 s`, `2 min`. */
export function lengthLabel(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${formatDuration(seconds)} min`;
}

/** A length in a sentence: `minute`, `30 seconds`, `2 minutes`. */
export function spokenLength(seconds: number): string {
  if (seconds === 60) return 'minute';
  return seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
}

/** What a card is called before the clip has a name. */
export function pressTitle({ title, span }: Pick<CapturePress, 'title' | 'span'>): string {
  if (title !== undefined) return title;
  if (span.kind === 'last') return `Last ${lengthLabel(span.seconds)}`;
  return `${formatDuration((Date.parse(span.endAt) - Date.parse(span.startAt)) / 1000)} of the replay`;
}

/** The press as the API takes it. */
export function toCaptureInput(press: CapturePress): CaptureInput {
  const { key, sessionId, pressedAt, span, target, title } = press;
  return {
    sessionId,
    pressedAt,
    idempotencyKey: key,
    ...(span.kind === 'last' ? { durationSeconds: span.seconds } : { range: { startAt: span.startAt, endAt: span.endAt } }),
    ...(target.kind === 'channel' ? { shareOption: 'channel', targetChannelId: target.id } : { shareOption: 'library' }),
    ...(title === undefined ? {} : { title }),
  };
}
