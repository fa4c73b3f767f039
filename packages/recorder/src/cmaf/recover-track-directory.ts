import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, truncateSync, unlinkSync, fstatSync } from 'node:fs';
import { join } from 'node:path';
import { isAfterHole, type PlaylistSegment } from './media-playlist.ts';
import { parseMediaPlaylist } from './parse-media-playlist.ts';
import { partDuration, readParts } from './read-parts.ts';

/** A listed segment and what it takes on disk. */
export interface StoredSegment extends PlaylistSegment {
  sizeBytes: number;
}

/** What an earlier writer left behind, made whole. */
export interface RecoveredTrack {
  segments: StoredSegment[];
  mediaSequence: number;
  /** Number for the next init file. */
  nextInit: number;
}

const segmentName = /^segment-(\d+)\.m4s$/;
const initName = /^init-(\d+)\.mp4$/;

/**
 * Continues a track's directory after any end of its writer, kill -9 included: the last, unlisted segment is cut at its
 * last whole part and listed; delisted leftovers and temporary files are deleted; foreign files are left alone.
 * Synchronous: it runs once at the start of a recording, before the first frame needs it, and reads headers only.
 */
export function recoverTrackDirectory(directory: string, timelineZeroMs: number, timescale: number): RecoveredTrack {
  mkdirSync(directory, { recursive: true });
  const names = readdirSync(directory);
  for (const name of names) if (name.endsWith('.tmp')) unlinkSync(join(directory, name));
  const inits = names.flatMap((name) => initName.exec(name)?.[1] ?? []).map(Number);
  const newestInit = Math.max(-1, ...inits);
  const { segments, mediaSequence } = readListed(directory);
  const listed = new Set(segments.map((segment) => segment.file));
  const lastStart = Math.max(-1, ...segments.map((segment) => startOf(segment.file)));
  const unlisted = names.filter((name) => segmentName.test(name) && !listed.has(name)).sort((a, b) => startOf(a) - startOf(b));
  for (const name of unlisted) {
    const path = join(directory, name);
    const tail = startOf(name) > lastStart && newestInit >= 0 ? cutTornTail(path) : undefined;
    if (!tail) {
      unlinkSync(path);
      continue;
    }
    const previous = segments.at(-1);
    // An init is written only after the segments before it are listed, so a tail belongs to the newest one.
    const initFile = `init-${newestInit}.mp4`;
    const startsAtMs = timelineZeroMs + (tail.startTicks * 1000) / timescale;
    const isNewEpoch = previous !== undefined && (previous.initFile !== initFile || isAfterHole(previous, startsAtMs));
    segments.push({
      file: name,
      initFile,
      epoch: (previous?.epoch ?? 0) + (isNewEpoch ? 1 : 0),
      startsAtMs,
      durationSeconds: (tail.endTicks - tail.startTicks) / timescale,
      independent: tail.independent,
      sizeBytes: tail.sizeBytes,
    });
  }
  return { segments, mediaSequence, nextInit: newestInit + 1 };
}

const startOf = (name: string): number => Number(segmentName.exec(name)?.[1] ?? -1);

/** The segments of full.m3u8 that are there; none when the list is missing or damaged (then all are found as tails). */
function readListed(directory: string): { segments: StoredSegment[]; mediaSequence: number } {
  try {
    const playlist = parseMediaPlaylist(readFileSync(join(directory, 'full.m3u8'), 'utf8'));
    let epoch = playlist.discontinuitySequence;
    const segments = playlist.segments.flatMap((segment): StoredSegment[] => {
      if (segment.discontinuity) epoch++;
      const file = statSync(join(directory, segment.uri), { throwIfNoEntry: false });
      if (!file?.isFile() || segment.mapUri === undefined || segment.programDateTimeMs === undefined) return [];
      return [
        {
          file: segment.uri,
          initFile: segment.mapUri,
          epoch,
          startsAtMs: segment.programDateTimeMs,
          durationSeconds: segment.durationSeconds,
          independent: segment.independent,
          sizeBytes: file.size,
        },
      ];
    });
    return { segments, mediaSequence: playlist.mediaSequence };
  } catch {
    return { segments: [], mediaSequence: 0 };
  }
}

/** Truncates a segment to its whole parts; undefined when it has none. */
function cutTornTail(path: string) {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const parts = readParts(descriptor, size);
    const first = parts[0];
    const last = parts.at(-1);
    if (!first || !last) return undefined;
    if (last.endOffset < size) truncateSync(path, last.endOffset);
    return {
      startTicks: first.dts,
      endTicks: last.dts + partDuration(last),
      independent: first.keyframes[0] === 1,
      sizeBytes: last.endOffset,
    };
  } finally {
    closeSync(descriptor);
  }
}
