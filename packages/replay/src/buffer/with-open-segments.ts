import type { BufferTrack } from './buffer-track.ts';

/** A growing segment as its recorder describes it after a flush; `bytes` end on a part. */
export interface OpenBufferSegment {
  track: string;
  path: string;
  initPath: string;
  epoch: number;
  startsAt: number;
  endsAt: number;
  bytes: number;
  discontinuity: boolean;
  /** Begins with a keyframe; true when it is not said. */
  independent?: boolean;
}

/** The index with what is on disk but in no playlist yet. A segment that was listed in the meantime is not added twice. */
export function withOpenSegments(tracks: readonly BufferTrack[], open: readonly OpenBufferSegment[]): BufferTrack[] {
  const result = tracks.map((track) => ({ ...track, segments: [...track.segments] }));
  for (const { track: name, ...segment } of open) {
    let track = result.find((candidate) => candidate.name === name);
    if (!track) {
      track = { name, kind: name.startsWith('audio') ? 'audio' : 'video', segments: [] };
      result.push(track);
    }
    if (track.segments.some((listed) => listed.path === segment.path)) continue;
    track.segments.push({ independent: true, ...segment });
  }
  return result;
}
