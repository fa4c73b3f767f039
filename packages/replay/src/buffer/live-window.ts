import { parseMediaPlaylist, type PlaylistSegment, renderMediaPlaylist } from '@reprise/recorder/cmaf';
import { basename } from 'node:path';
import type { BufferSegment } from './buffer-track.ts';
import { parsePlaylist } from './parse-playlist.ts';

/** The picture of a buffer that is still being written, as a player may be told of it. */
export interface LiveWindow {
  /** Number of the first segment; grows when retention takes segments away. */
  mediaSequence: number;
  segments: BufferSegment[];
}

/** So long a segment waits for its sound, which may be over. */
const soundDelayMs = 2_000;
/** What retention takes within this time is told no more, but served: players read a list again every 12 s, its target duration. */
const leavingMs = 15_000;

/**
 * Reads the picture's list. Numbers and segments come out of one text: two reads could straddle a segment.
 * @throws PlaylistUnreadableError
 */
export function parseLiveWindow(text: string, directory: string): LiveWindow {
  const { track } = parsePlaylist(text, { name: 'video', kind: 'video', directory, sizeOf: () => 0 });
  return { mediaSequence: parseMediaPlaylist(text).mediaSequence, segments: track.segments };
}

/**
 * The window without the segments whose sound may still be on its way to the disk: not longer than so long, so that sound
 * which falls behind does not make a list shorter that a player knows. `soundUntil` and `now` in wall-clock ms.
 */
export function withSoundReady(window: LiveWindow, soundUntil: number | undefined, now: number): LiveWindow {
  if (soundUntil === undefined) return window;
  const isReady = ({ endsAt }: BufferSegment): boolean => endsAt <= soundUntil || now - endsAt > soundDelayMs;
  return { ...window, segments: window.segments.slice(0, window.segments.findLastIndex(isReady) + 1) };
}

/**
 * The window without what retention is about to take (`retentionMs` before the newest picture), so that who comes with a
 * list of a moment ago still finds all of it. Begins with a keyframe like the window itself.
 */
export function withoutLeaving({ mediaSequence, segments }: LiveWindow, retentionMs: number): LiveWindow {
  const until = (segments.at(-1)?.endsAt ?? 0) - retentionMs + leavingMs;
  let leaving = Math.max(
    0,
    segments.findIndex(({ endsAt }) => endsAt >= until),
  );
  while (leaving > 0 && segments[leaving]?.independent === false) leaving--;
  return { mediaSequence: mediaSequence + leaving, segments: segments.slice(leaving) };
}

/**
 * The list a player follows. Picture and sound get the same segments, numbers and discontinuities, because players pair
 * them by these; `soundInit` makes it the list of the sound.
 */
export function renderLiveWindow(window: LiveWindow, soundInit?: string): string {
  const segments = window.segments.map(
    ({ path, initPath, epoch, startsAt, endsAt, independent }): PlaylistSegment => ({
      file: `${soundInit === undefined ? 'video' : 'audio'}/${basename(path)}`,
      initFile: soundInit === undefined ? `video/${basename(initPath ?? '')}` : `audio/${soundInit}`,
      epoch,
      startsAtMs: startsAt,
      durationSeconds: (endsAt - startsAt) / 1000,
      independent,
    }),
  );
  return renderMediaPlaylist(segments, { mediaSequence: window.mediaSequence, ended: false });
}

/** Where a segment's sound begins and ends, wall-clock ms: at the end of the segment before it, so that nothing is left between. */
export function soundRangeOf(window: LiveWindow, index: number): { startAt: number; endAt: number } | undefined {
  const segment = window.segments[index];
  if (!segment) return undefined;
  const before = window.segments[index - 1];
  const isAdjacent = before !== undefined && Math.abs(segment.startsAt - before.endsAt) < 5;
  return { startAt: isAdjacent ? before.endsAt : segment.startsAt, endAt: segment.endsAt };
}
