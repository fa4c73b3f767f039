import { PlaylistUnreadableError } from '@reprise/recorder/cmaf';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type BufferTrack, egressClockOffsetMs, parsePlaylist, type PlaylistSource } from '../buffer/index.ts';
import { isErrorCode } from './error-code.ts';

/** Egress rewrites its playlists in place: a torn read is read again. */
const readAttempts = 20;
const readPauseMs = 25;

/** The index of a buffer (or of a pinned one), with the size of every file that is there; video comes first. */
export async function readBuffer(directory: string): Promise<BufferTrack[]> {
  const names = await readdir(directory, { withFileTypes: true });
  const tracks = names.filter((name) => name.isDirectory() && /^(video|audio)[\w-]*$/.test(name.name)).map((name) => name.name);
  tracks.sort((a, b) => Number(b.startsWith('video')) - Number(a.startsWith('video')) || a.localeCompare(b));
  const read = await Promise.all(
    tracks.map((name) => readTrack(join(directory, name), 'full.m3u8', { name, kind: name.startsWith('audio') ? 'audio' : 'video' })),
  );
  return read.filter((track) => track !== undefined);
}

/** The index of what Egress wrote: one muxed track of MPEG-TS in the directory itself. A pin's dates are right already. */
export async function readEgressBuffer(
  directory: string,
  playlistName = 'full.m3u8',
  clockOffsetMs: number = egressClockOffsetMs,
): Promise<BufferTrack[]> {
  const track = await readTrack(directory, playlistName, { name: '.', kind: 'muxed', clockOffsetMs });
  return track ? [track] : [];
}

/** Undefined when nothing is listed yet. */
async function readTrack(
  directory: string,
  playlistName: string,
  track: Omit<PlaylistSource, 'directory' | 'sizeOf'>,
): Promise<BufferTrack | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      const text = await readFile(join(directory, playlistName), 'utf8');
      const sizes = await fileSizes(directory);
      return parsePlaylist(text, { ...track, directory, sizeOf: (name) => sizes.get(name) }).track;
    } catch (error) {
      if (isErrorCode(error, 'ENOENT')) return undefined;
      if (!(error instanceof PlaylistUnreadableError) || attempt === readAttempts) throw error;
      await setTimeout(readPauseMs);
    }
  }
}

async function fileSizes(directory: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  const names = (await readdir(directory)).filter((name) => /\.(m4s|ts)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      // Retention may delete a file between the two calls.
      const file = await stat(join(directory, name)).catch(() => undefined);
      if (file?.isFile()) sizes.set(name, file.size);
    }),
  );
  return sizes;
}
