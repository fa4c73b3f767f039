/** Fixed for every playlist we write: players may not see it change (RFC 8216 4.3.3.1), and segments split before it. */
export const targetDurationSeconds = 12;

/** A segment as a playlist of ours lists it. Names are relative to the playlist. */
export interface PlaylistSegment {
  file: string;
  initFile: string;
  /** Counts discontinuities; equal epochs share one decoder timeline and have no hole. */
  epoch: number;
  /** Wall clock of the first sample, ms since the Unix epoch (fractional). */
  startsAtMs: number;
  durationSeconds: number;
  /** Begins with a keyframe; a segment that does not needs the ones before it. */
  independent: boolean;
}

const shortestHoleMs = 100;

/**
 * Whether media is missing between a segment and one that begins at `startsAtMs`. Then the next one begins an epoch: without
 * a discontinuity, players take neighbours in a list for contiguous media (RFC 8216 4.3.2.3).
 */
export function isAfterHole({ startsAtMs: from, durationSeconds }: PlaylistSegment, startsAtMs: number): boolean {
  return startsAtMs - (from + durationSeconds * 1000) > shortestHoleMs;
}

/** Our own tag, ignored by players (RFC 8216 4.1): the next segment does not begin with a keyframe. */
export const dependentTag = '#EXT-X-REPRISE-DEPENDENT';

/** What a playlist says beside its segments. */
export interface PlaylistOptions {
  mediaSequence: number;
  /** EXT-X-ENDLIST: nothing will be appended. */
  ended: boolean;
  /** A finished list that begins to play at this offset from its first segment, exactly (EXT-X-START). */
  vod?: { startOffsetSeconds: number };
}

/** An HLS media playlist (RFC 8216 4.3.3). EXT-X-DISCONTINUITY-SEQUENCE is the first segment's epoch. */
export function renderMediaPlaylist(segments: readonly PlaylistSegment[], options: PlaylistOptions): string {
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${targetDurationSeconds}`,
    `#EXT-X-MEDIA-SEQUENCE:${options.mediaSequence}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${segments[0]?.epoch ?? 0}`,
  ];
  if (options.vod) {
    lines.push('#EXT-X-PLAYLIST-TYPE:VOD');
    lines.push(`#EXT-X-START:TIME-OFFSET=${options.vod.startOffsetSeconds.toFixed(3)},PRECISE=YES`);
  }
  let previous: PlaylistSegment | undefined;
  for (const segment of segments) {
    if (previous && previous.epoch !== segment.epoch) lines.push('#EXT-X-DISCONTINUITY');
    if (previous?.initFile !== segment.initFile) lines.push(`#EXT-X-MAP:URI="${segment.initFile}"`);
    if (!segment.independent) lines.push(dependentTag);
    lines.push(
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(Math.round(segment.startsAtMs)).toISOString()}`,
      `#EXTINF:${segment.durationSeconds.toFixed(5)},`,
      segment.file,
    );
    previous = segment;
  }
  if (options.ended || options.vod) lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}
