import type { Marks, Span } from '../player/timeline.tsx';

/** A marked range, wall-clock ms. */
export interface Selection {
  startMs: number;
  endMs: number;
}

/** The range between two marks, if both are set. */
export function selectionOf({ in: startMs, out: endMs }: Marks): Selection | undefined {
  return startMs !== undefined && endMs !== undefined && endMs > startMs ? { startMs, endMs } : undefined;
}

/** Marks after one of them was set: a start behind the end (or the reverse) begins a new selection. */
export function setMark(marks: Marks, mark: 'in' | 'out', value: number): Marks {
  if (mark === 'in') return { in: value, out: marks.out !== undefined && marks.out <= value ? undefined : marks.out };
  return { in: marks.in !== undefined && marks.in >= value ? undefined : marks.in, out: value };
}

/**
 * What is left of the marks when the oldest media has left the buffer.
 * Undefined: they are as they were.
 */
export function keepInside(marks: Marks, span: Span): { marks: Marks; lost: 'start' | 'all' } | undefined {
  if (marks.out !== undefined && marks.out <= span.from) return { marks: { in: undefined, out: undefined }, lost: 'all' };
  if (marks.in !== undefined && marks.in < span.from) return { marks: { ...marks, in: span.from }, lost: 'start' };
  return undefined;
}

/** Bytes that a selection takes, by the buffer's own rate; undefined while that is not known. */
export function estimateBytes(
  { startMs, endMs }: Selection,
  session: { bufferBytes: number; bitrateBps: number | null; bufferedFrom: string | null; bufferedTo: string | null },
): number | undefined {
  const heldMs =
    session.bufferedFrom === null || session.bufferedTo === null ? 0 : Date.parse(session.bufferedTo) - Date.parse(session.bufferedFrom);
  const bytesPerMs = heldMs > 0 && session.bufferBytes > 0 ? session.bufferBytes / heldMs : (session.bitrateBps ?? 0) / 8000;
  return bytesPerMs > 0 ? bytesPerMs * (endMs - startMs) : undefined;
}
