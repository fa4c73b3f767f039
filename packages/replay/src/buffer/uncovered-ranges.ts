import type { BufferSegment, TimeRange } from './buffer-track.ts';

/** The stretches of `range` longer than `toleranceMs` that none of the segments covers; segments ascend. */
export function uncoveredRanges(segments: readonly BufferSegment[], range: TimeRange, toleranceMs: number): TimeRange[] {
  const uncovered: TimeRange[] = [];
  let startAt = range.startAt;
  for (const { startsAt, endsAt } of [...segments, { startsAt: range.endAt, endsAt: range.endAt }]) {
    const endAt = Math.min(startsAt, range.endAt);
    if (endAt - startAt > toleranceMs) uncovered.push({ startAt, endAt });
    startAt = Math.max(startAt, endsAt);
  }
  return uncovered;
}
