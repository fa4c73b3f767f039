import {
  parseInitSegment,
  readBufferTimeline,
  renderMediaPlaylist,
  writeMultivariantPlaylist,
  type PlaylistSegment,
} from '@reprise/recorder/cmaf';
import { access, copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type BufferSegment,
  type BufferTrack,
  type CoveredWindow,
  gapToleranceMs,
  type OpenBufferSegment,
  selectWindow,
  type TimeRange,
  uncoveredRanges,
  withOpenSegments,
} from '../buffer/index.ts';
import { ReplayError } from '../errors.ts';
import { readBuffer } from './buffer-files.ts';
import { copySegmentHead } from './copy-segment-head.ts';
import { linkOrCopy } from './link-or-copy.ts';
import { findUnlistedSegments } from './unlisted-segments.ts';
import { writeSilence } from './write-silence.ts';

export interface PinRequest {
  bufferDirectory: string;
  /** Made by this call; must not lie inside the buffer but on its volume, or everything is copied. */
  pinDirectory: string;
  /** Wall clock, ms. */
  window: TimeRange;
  /** What the recorder flushed and no playlist lists yet; unlisted segments of a dead recorder are found without it. */
  openSegments: readonly OpenBufferSegment[];
}

export interface PinnedBuffer {
  directory: string;
  timelineZeroMs: number;
  /** What of the window is there; its segments' paths are those of the pinned files. */
  selection: CoveredWindow;
  /** Seconds into the pinned main playlist where the window begins. */
  startOffsetSeconds: number;
}

/**
 * Holds a window of a buffer in a directory of its own, shaped like a buffer, that plays at once (main.m3u8) and never
 * changes: hard links of the segments that end before the window does, exact copies of the others, silence where a
 * sound track has none. Nothing in it is later than the window's end. Appears whole or not at all; a directory that is
 * there already is kept as it is.
 * @throws ReplayError NO_SEGMENTS when the buffer holds no picture of the window, CAPTURE_FAILED when it is not there
 */
export async function pinBuffer(request: PinRequest): Promise<PinnedBuffer> {
  const { bufferDirectory, pinDirectory, window, openSegments } = request;
  if (await exists(pinDirectory)) return await readPinnedBuffer(pinDirectory, window);
  const timeline = await readBufferTimeline(bufferDirectory).catch((cause: unknown) => {
    throw new ReplayError('CAPTURE_FAILED', { cause });
  });
  // A disk that is gone is no buffer that is empty.
  if (!timeline && (await exists(bufferDirectory))) throw new ReplayError('NO_SEGMENTS');
  if (!timeline) throw new ReplayError('CAPTURE_FAILED', { cause: new Error('The buffer is not there') });
  const { timelineZeroMs } = timeline;
  const listed = await readBuffer(bufferDirectory);
  const unlisted = await findUnlistedSegments(bufferDirectory, { tracks: listed, flushed: openSegments, timelineZeroMs });
  const selection = selectWindow(withOpenSegments(listed, unlisted), window);
  if (selection.outcome === 'nothing') throw new ReplayError('NO_SEGMENTS');
  const temporary = `${pinDirectory}.tmp`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  try {
    const growing = new Set(unlisted.map((segment) => segment.path));
    const picture = selection.tracks.find((track) => track.kind === 'video')?.segments[0];
    const sound = { startAt: Math.min(picture?.startsAt ?? window.startAt, window.startAt), endAt: selection.actualEnd };
    const target = { root: temporary, window, growing, sound, timelineZeroMs };
    const tracks = await Promise.all(selection.tracks.map((track) => pinTrack(track, target)));
    await writeMainPlaylist(
      tracks.filter((track) => track.segments.length > 0),
      temporary,
      window,
    );
    await copyFile(join(bufferDirectory, 'session.json'), join(temporary, 'session.json'));
    await rename(temporary, pinDirectory);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
  return await readPinnedBuffer(pinDirectory, window);
}

/**
 * What an earlier {@link pinBuffer} of this window holds.
 * @throws ReplayError CAPTURE_FAILED when that is nothing
 */
export async function readPinnedBuffer(directory: string, window: TimeRange): Promise<PinnedBuffer> {
  const timeline = await readBufferTimeline(directory);
  const selection = selectWindow(await readBuffer(directory), window);
  if (!timeline || selection.outcome === 'nothing') {
    throw new ReplayError('CAPTURE_FAILED', { cause: new Error('The pinned window is empty') });
  }
  const picture = selection.tracks.find((track) => track.kind === 'video');
  return { directory, ...timeline, selection, startOffsetSeconds: startOffsetOf(picture, window) };
}

interface PinTarget {
  root: string;
  window: TimeRange;
  /** Paths that are still written to: a link of them would grow on. */
  growing: ReadonlySet<string>;
  /** Where players expect sound beside the picture. */
  sound: TimeRange;
  timelineZeroMs: number;
}

async function pinTrack(track: BufferTrack, { root, window, growing, sound, timelineZeroMs }: PinTarget): Promise<BufferTrack> {
  const directory = join(root, track.name);
  await mkdir(directory);
  const timescale = track.kind === 'audio' ? 48_000 : 90_000;
  const endTicks = Math.ceil(((window.endAt - timelineZeroMs) * timescale) / 1000);
  const toWallMs = (ticks: number): number => timelineZeroMs + (ticks * 1000) / timescale;
  const inits = new Set(track.segments.flatMap((segment) => segment.initPath ?? []));
  await Promise.all([...inits].map((init) => linkOrCopy(init, join(directory, basename(init)))));
  const pinned = await Promise.all(
    track.segments.map(async (segment): Promise<BufferSegment | undefined> => {
      const to = join(directory, basename(segment.path));
      // The list rounds to ms: what may touch the end is copied exactly.
      if (segment.endsAt < window.endAt - 1 && !growing.has(segment.path)) {
        await linkOrCopy(segment.path, to);
        return segment;
      }
      const copy = await copySegmentHead({ from: segment.path, to, limitBytes: segment.bytes, endTicks, toWallMs });
      return copy && { ...segment, bytes: copy.bytes, endsAt: toWallMs(copy.endTicks) };
    }),
  );
  const segments = pinned.filter((segment) => segment !== undefined);
  const initPath = segments[0]?.initPath;
  if (track.kind === 'audio' && initPath !== undefined) {
    const holes = uncoveredRanges(segments, sound, gapToleranceMs);
    const silent = await Promise.all(holes.map((range) => writeSilence({ directory, range, timelineZeroMs, initPath })));
    segments.push(...silent.flat());
    segments.sort((a, b) => a.startsAt - b.startsAt);
  }
  const result = { ...track, segments };
  const vod = { startOffsetSeconds: startOffsetOf(result, window) };
  await writeFile(join(directory, 'full.m3u8'), renderMediaPlaylist(segments.map(toListed), { mediaSequence: 0, ended: true, vod }));
  return result;
}

const startOffsetOf = (track: BufferTrack | undefined, window: TimeRange): number =>
  Math.max(0, window.startAt - (track?.segments[0]?.startsAt ?? window.startAt)) / 1000;

/** All segments of all tracks lie on one timeline, so the list needs no discontinuities; players want them equal in all tracks. */
const toListed = ({ path, initPath, startsAt, endsAt, independent }: BufferSegment): PlaylistSegment => ({
  file: basename(path),
  initFile: basename(initPath ?? ''),
  epoch: 0,
  startsAtMs: startsAt,
  durationSeconds: (endsAt - startsAt) / 1000,
  independent,
});

async function writeMainPlaylist(tracks: BufferTrack[], root: string, window: TimeRange): Promise<void> {
  const described = await Promise.all(
    tracks.map(async ({ name, segments }) => {
      const config = parseInitSegment(await readFile(join(root, name, basename(segments[0]?.initPath ?? ''))));
      return { name, uri: `${name}/full.m3u8`, config };
    }),
  );
  const bits = tracks.flatMap((track) => track.segments).reduce((sum, segment) => sum + segment.bytes * 8, 0);
  const video = described.flatMap(({ uri, config }) => (config.kind === 'video' ? [{ uri, config }] : []))[0];
  await writeMultivariantPlaylist(root, {
    ...(video ? { video } : {}),
    audio: described.flatMap(({ name, uri, config }) => (config.kind === 'audio' ? [{ name, uri, config }] : [])),
    bandwidthBps: (1.5 * bits * 1000) / Math.max(1000, window.endAt - window.startAt),
  });
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
