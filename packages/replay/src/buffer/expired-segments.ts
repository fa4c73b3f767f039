import type { BufferSegment, BufferTrack } from './buffer-track.ts';

/**
 * Segments that retention may delete: they end more than `retentionMs` before `newestAt` (the newest media, so that a
 * buffer nobody adds to does not shrink) and no kept segment needs them for decoding.
 */
export function expiredSegments(track: BufferTrack, { newestAt, retentionMs }: { newestAt: number; retentionMs: number }): BufferSegment[] {
  const oldest = newestAt - retentionMs;
  let kept = track.segments.findIndex((segment) => segment.endsAt >= oldest);
  if (kept < 0) kept = track.segments.length;
  while (kept > 0 && kept < track.segments.length && track.segments[kept]?.independent === false) kept--;
  return track.segments.slice(0, kept);
}
