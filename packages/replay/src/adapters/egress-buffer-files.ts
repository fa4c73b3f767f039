import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { BufferSegment, BufferTrack } from '../buffer/index.ts';
import { readEgressBuffer } from './buffer-files.ts';
import { fullPlaylistName, livePlaylistName } from './egress-request.ts';

/**
 * The index of all that Egress wrote for a session: each of its runs is an epoch. The live playlist is read too, because
 * in recordings of hours the full one is behind. [] when nothing is listed yet.
 */
export async function readEgressSession(directory: string): Promise<BufferTrack[]> {
  const names = await listPlaylists(directory);
  const runs = await Promise.all(names.map((name) => readEgressBuffer(directory, name)));
  const live = (await readEgressBuffer(directory, livePlaylistName)).flatMap((track) => track.segments);
  const known = new Set(runs.flatMap((tracks) => tracks.flatMap((track) => track.segments.map((segment) => segment.path))));
  const last = runs.at(-1) ?? [];
  const newest = [...last.flatMap((track) => track.segments), ...live.filter((segment) => !known.has(segment.path))];
  const epochs = [...runs.slice(0, -1).map((tracks) => tracks.flatMap((track) => track.segments)), newest];
  const segments = epochs.flatMap(asEpoch).sort((a, b) => a.startsAt - b.startsAt);
  return segments.length > 0 ? [{ name: '.', kind: 'muxed', segments }] : [];
}

/** Puts the playlists of an earlier run aside: the next one writes the same names. */
export async function setPlaylistsAside(directory: string): Promise<void> {
  const names = await listPlaylists(directory);
  if (!names.includes(fullPlaylistName)) return;
  await rename(join(directory, fullPlaylistName), join(directory, `full-${String(names.length).padStart(4, '0')}.m3u8`));
}

/** Those put aside in the order of their runs, then the present one. */
async function listPlaylists(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error: unknown): string[] => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const aside = names.filter((name) => /^full-\d+\.m3u8$/.test(name)).sort();
  return names.includes(fullPlaylistName) ? [...aside, fullPlaylistName] : aside;
}

const asEpoch = (segments: BufferSegment[], epoch: number): BufferSegment[] =>
  segments.map((segment, index) => ({ ...segment, epoch, discontinuity: epoch > 0 && index === 0 }));
