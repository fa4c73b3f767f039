/** A stretch of wall-clock time, ms since the Unix epoch; `endAt` is not part of it. */
export interface TimeRange {
  startAt: number;
  endAt: number;
}

/** A segment of a buffer. Times are wall clock, ms since the Unix epoch. */
export interface BufferSegment {
  /** Absolute path of the file. */
  path: string;
  /** Absolute path of the init segment it needs; MPEG-TS has none. */
  initPath?: string;
  /** Changes where one decoder timeline ends and another begins. */
  epoch: number;
  startsAt: number;
  endsAt: number;
  bytes: number;
  /** An epoch begins here. */
  discontinuity: boolean;
  /** Begins with a keyframe; without one the segments before it are needed too. */
  independent: boolean;
}

/** One playlist of a buffer; `muxed` is picture and sound in one, as Egress writes it. */
export interface BufferTrack {
  /** Directory of the track inside the buffer, e.g. "video". */
  name: string;
  kind: 'video' | 'audio' | 'muxed';
  /** Ascending. */
  segments: BufferSegment[];
}

/** From the oldest to the newest media of any track; undefined when nothing is buffered. */
export function bufferedRange(tracks: readonly BufferTrack[]): (TimeRange & { bytes: number }) | undefined {
  const segments = tracks.flatMap((track) => track.segments);
  if (segments.length === 0) return undefined;
  return segments.reduce(
    (range, { startsAt, endsAt, bytes }) => ({
      startAt: Math.min(range.startAt, startsAt),
      endAt: Math.max(range.endAt, endsAt),
      bytes: range.bytes + bytes,
    }),
    { startAt: Number.POSITIVE_INFINITY, endAt: Number.NEGATIVE_INFINITY, bytes: 0 },
  );
}
