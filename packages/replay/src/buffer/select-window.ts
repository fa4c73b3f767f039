import type { BufferSegment, BufferTrack, TimeRange } from './buffer-track.ts';

/** Holes shorter than this are the rounding of playlists and the jitter of frames. */
export const gapToleranceMs = 100;
/** A window that lacks less than this at an end is still complete: a press comes between two parts. */
const edgeToleranceMs = 500;
/** Opus needs this much before the first sample that is heard (RFC 7845 4.6). */
export const audioPreRollMs = 80;

/** What a buffer holds of a window. `nothing`: no picture in it. */
export type WindowSelection = { outcome: 'nothing'; requested: TimeRange } | CoveredWindow;

export interface CoveredWindow {
  outcome: 'covered';
  requested: TimeRange;
  /** First and last instant of the window that there is a picture for. */
  actualStart: number;
  actualEnd: number;
  /** Holes in the picture between them. */
  gaps: TimeRange[];
  /** How much of the window lies before the first and after the last picture. */
  missingBeforeMs: number;
  missingAfterMs: number;
  /** Nothing is missing that anybody would notice. */
  complete: boolean;
  /** Tracks with media in the window, and exactly the segments that decoding it needs. */
  tracks: BufferTrack[];
}

/** Chooses what covers `[startAt, endAt)`. The picture decides what is there: sound that begins later is no gap, sound alone no clip. */
export function selectWindow(tracks: readonly BufferTrack[], requested: TimeRange): WindowSelection {
  const overlapping = (track: BufferTrack): BufferSegment[] =>
    track.segments.filter((segment) => segment.endsAt > requested.startAt && segment.startsAt < requested.endAt);
  const present = tracks.filter((track) => overlapping(track).length > 0);
  const picture = present.find((track) => track.kind !== 'audio');
  if (!picture || requested.endAt <= requested.startAt) return { outcome: 'nothing', requested };
  const covered = mergeRanges(overlapping(picture), requested);
  const actualStart = covered[0]?.startAt ?? requested.startAt;
  const actualEnd = covered.at(-1)?.endAt ?? requested.endAt;
  const gaps = covered.slice(1).map((range, index) => ({ startAt: covered[index]?.endAt ?? range.startAt, endAt: range.startAt }));
  const missingBeforeMs = actualStart - requested.startAt;
  const missingAfterMs = requested.endAt - actualEnd;
  return {
    outcome: 'covered',
    requested,
    actualStart,
    actualEnd,
    gaps,
    missingBeforeMs,
    missingAfterMs,
    complete: gaps.length === 0 && missingBeforeMs <= edgeToleranceMs && missingAfterMs <= edgeToleranceMs,
    tracks: present.map((track) => ({ ...track, segments: needed(track, requested) })),
  };
}

/** The covering segments, and before them those that the first one cannot be decoded without. */
function needed(track: BufferTrack, { startAt, endAt }: TimeRange): BufferSegment[] {
  const from = track.kind === 'audio' ? startAt - audioPreRollMs : startAt;
  const last = track.segments.findLastIndex((segment) => segment.startsAt < endAt);
  let first = track.segments.findIndex((segment) => segment.endsAt > from);
  while (first > 0 && track.segments[first]?.independent === false) first--;
  return track.segments.slice(first, last + 1);
}

/** Covered stretches of the window, joined where the hole between them is within tolerance. */
function mergeRanges(segments: readonly BufferSegment[], window: TimeRange): TimeRange[] {
  const ranges: TimeRange[] = [];
  for (const { startsAt, endsAt } of segments) {
    const range = { startAt: Math.max(startsAt, window.startAt), endAt: Math.min(endsAt, window.endAt) };
    const previous = ranges.at(-1);
    if (previous && range.startAt - previous.endAt <= gapToleranceMs) previous.endAt = Math.max(previous.endAt, range.endAt);
    else ranges.push(range);
  }
  return ranges;
}
