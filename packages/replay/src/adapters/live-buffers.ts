import { parseInitSegment, PlaylistUnreadableError, readBufferTimeline, renderMultivariantPlaylist } from '@reprise/recorder/cmaf';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type BufferTrack,
  type LiveWindow,
  parseLiveWindow,
  renderLiveWindow,
  soundRangeOf,
  withOpenSegments,
  withoutLeaving,
  withSoundReady,
} from '../buffer/index.ts';
import type { LiveBuffers, LiveMedia } from '../ports/live-buffers.ts';
import { readBuffer } from './buffer-files.ts';
import { isErrorCode } from './error-code.ts';
import { makeLiveSound } from './live-sound.ts';
import { createLiveThumbnails } from './live-thumbnails.ts';
import { createSessionBuffers } from './session-buffers.ts';
import { findUnlistedSegments } from './unlisted-segments.ts';

const playlistType = 'application/vnd.apple.mpegurl';
/** What is listed changes every few seconds; sound that is late may still come. */
const changing = 'private, no-store, no-transform';
/** A segment's name is its start on the session's timeline: what is behind it never changes. */
const lasting = 'private, max-age=900, immutable, no-transform';

/**
 * Buffers of this machine's disk under `bufferRoot` (REPLAY_BUFFER_PATH, absolute), while they are being written; their
 * recorder keeps `retentionMs`.
 */
export function createLiveBuffers(bufferRoot: string, retentionMs: number): LiveBuffers {
  const { directoryOf } = createSessionBuffers(bufferRoot);
  const thumbnails = createLiveThumbnails();
  return {
    find: async (segmentPath, names) => {
      const [folder, name] = names.length === 1 ? [undefined, names[0]] : names;
      if (names.length > 2 || name === undefined) return undefined;
      const directory = directoryOf(segmentPath);
      if (folder === undefined) return findPlaylist(directory, name, retentionMs);
      if (!/^(segment-\d+\.(m4s|jpg)|init-\d+\.mp4)$/.test(name)) return undefined;
      if (folder === 'thumbnails') return findThumbnail(thumbnails, directory, name);
      if (folder === 'video' || (folder === 'audio' && name.startsWith('init-'))) {
        return name.endsWith('.jpg') ? undefined : findFile(directory, folder, name);
      }
      return folder === 'audio' ? findSound(directory, name) : undefined;
    },
  };
}

/** What is told of a buffer now; undefined while nothing is listed, and when it is not on this disk. */
interface LiveBuffer {
  timelineZeroMs: number;
  window: LiveWindow;
  video: BufferTrack;
  audio: BufferTrack | undefined;
}

async function readLiveBuffer(directory: string): Promise<LiveBuffer | undefined> {
  try {
    const timeline = await readBufferTimeline(directory);
    if (!timeline) return undefined;
    const listed = await readBuffer(directory);
    const video = listed.find((track) => track.kind === 'video');
    if (!video) return undefined;
    const open = await findUnlistedSegments(directory, { tracks: listed, flushed: [], timelineZeroMs: timeline.timelineZeroMs });
    const audio = withOpenSegments(listed, open).find((track) => track.kind === 'audio' && track.segments.length > 0);
    const text = await readFile(join(directory, video.name, 'full.m3u8'), 'utf8');
    const window = withSoundReady(parseLiveWindow(text, join(directory, video.name)), audio?.segments.at(-1)?.endsAt, Date.now());
    return window.segments.length === 0 ? undefined : { ...timeline, window, video, audio };
  } catch (error) {
    // The buffer was deleted while it was read.
    if (isErrorCode(error, 'ENOENT', 'ENOTDIR') || error instanceof PlaylistUnreadableError) return undefined;
    throw error;
  }
}

async function findPlaylist(directory: string, name: string, retentionMs: number): Promise<LiveMedia | undefined> {
  if (!['main.m3u8', 'video.m3u8', 'audio.m3u8'].includes(name)) return undefined;
  const buffer = await readLiveBuffer(directory);
  if (!buffer) return undefined;
  const soundInit = buffer.audio?.segments.at(-1)?.initPath;
  if (name === 'audio.m3u8' && soundInit === undefined) return undefined;
  const text =
    name === 'main.m3u8'
      ? await renderMain(buffer, soundInit)
      : renderLiveWindow(withoutLeaving(buffer.window, retentionMs), name === 'audio.m3u8' ? basename(soundInit ?? '') : undefined);
  return { kind: 'content', content: Buffer.from(text), contentType: playlistType, cacheControl: changing };
}

async function renderMain({ window, video }: LiveBuffer, soundInit: string | undefined): Promise<string> {
  const newest = video.segments.at(-1);
  const picture = parseInitSegment(await readFile(newest?.initPath ?? ''));
  const sound = soundInit === undefined ? undefined : parseInitSegment(await readFile(soundInit));
  const seconds = window.segments.reduce((sum, { startsAt, endsAt }) => sum + (endsAt - startsAt) / 1000, 0);
  const bits = video.segments.reduce((sum, { bytes }) => sum + bytes * 8, 0);
  return renderMultivariantPlaylist({
    ...(picture.kind === 'video' ? { video: { config: picture, uri: 'video.m3u8' } } : {}),
    audio: sound?.kind === 'audio' ? [{ config: sound, uri: 'audio.m3u8', name: 'audio' }] : [],
    bandwidthBps: (1.5 * bits) / Math.max(1, seconds),
  });
}

function findFile(directory: string, folder: string, name: string): LiveMedia {
  return { kind: 'file', path: join(directory, folder, name), contentType: 'video/mp4', cacheControl: lasting };
}

/** The sound under a segment of the picture: made for it, since the sound's own segments begin elsewhere. */
async function findSound(directory: string, name: string): Promise<LiveMedia | undefined> {
  const buffer = await readLiveBuffer(directory);
  if (!buffer) return undefined;
  const { audio, window, timelineZeroMs } = buffer;
  const range = soundRangeOf(
    window,
    window.segments.findIndex(({ path }) => basename(path) === name),
  );
  const initPath = audio?.segments.at(-1)?.initPath;
  if (!audio || !range || initPath === undefined) return undefined;
  const content = await makeLiveSound({ segments: audio.segments, range, timelineZeroMs, initPath });
  const isWhole = (audio.segments.at(-1)?.endsAt ?? 0) >= range.endAt;
  return { kind: 'content', content, contentType: 'video/mp4', cacheControl: isWhole ? lasting : changing };
}

async function findThumbnail(
  thumbnails: ReturnType<typeof createLiveThumbnails>,
  directory: string,
  name: string,
): Promise<LiveMedia | undefined> {
  const video = (await readBuffer(directory).catch(() => [])).find((track) => track.kind === 'video');
  const path = video && (await thumbnails.find(directory, video.segments, name.replace(/\.jpg$/, '')));
  return path === undefined ? undefined : { kind: 'file', path, contentType: 'image/jpeg', cacheControl: lasting };
}
