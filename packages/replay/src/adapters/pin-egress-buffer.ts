import { access, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BufferSegment, type BufferTrack, type CoveredWindow, selectWindow, type TimeRange } from '../buffer/index.ts';
import { ReplayError } from '../errors.ts';
import { readEgressBuffer } from './buffer-files.ts';
import { readEgressSession } from './egress-buffer-files.ts';
import { inspectTs, readTsSegment, trimTs } from './inspect-ts-segment.ts';
import { linkOrCopy } from './link-or-copy.ts';

export interface PinEgressRequest {
  bufferDirectory: string;
  pinDirectory: string;
  /** Wall clock, ms. */
  window: TimeRange;
}

export interface PinnedEgress {
  directory: string;
  selection: CoveredWindow;
  startOffsetSeconds: number;
}

const playlistName = 'full.m3u8';

/** Whether Egress wrote what is in a buffer or a pin: one playlist of picture and sound in the directory itself. */
export async function isEgressBuffer(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch((): string[] => []);
  return !names.includes('session.json') && names.some((name) => /^full(-\d+)?\.m3u8$/.test(name));
}

/**
 * Holds a window of what Egress wrote in a directory of its own, like pinBuffer: links of whole segments, and of the one
 * in which the window ends what comes before its end. Appears whole or not at all; one that is there is kept.
 * @throws ReplayError NO_SEGMENTS when the buffer holds no picture of the window, CAPTURE_FAILED when what it held is gone
 */
export async function pinEgressBuffer({ bufferDirectory, pinDirectory, window }: PinEgressRequest): Promise<PinnedEgress> {
  const isThere = await access(pinDirectory).then(
    () => true,
    () => false,
  );
  if (isThere) return await readPinnedEgress(pinDirectory, window);
  const selection = selectWindow(await readEgressSession(bufferDirectory), window);
  if (selection.outcome === 'nothing') throw new ReplayError('NO_SEGMENTS');
  const temporary = `${pinDirectory}.tmp`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  try {
    const segments = selection.tracks.flatMap((track) => track.segments);
    const pinned = await Promise.all(segments.map((segment) => pinSegment(segment, temporary, window)));
    const kept = pinned.filter((segment) => segment !== undefined);
    await writeFile(join(temporary, playlistName), renderPlaylist(kept, window));
    await writeFile(join(temporary, 'main.m3u8'), renderMain(kept));
    await rename(temporary, pinDirectory);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
  return await readPinnedEgress(pinDirectory, window);
}

/** What an earlier pin of this window holds. @throws ReplayError CAPTURE_FAILED when that is nothing */
export async function readPinnedEgress(directory: string, window: TimeRange): Promise<PinnedEgress> {
  const tracks: BufferTrack[] = await readEgressBuffer(directory, playlistName, 0);
  const selection = selectWindow(tracks, window);
  if (selection.outcome === 'nothing') throw new ReplayError('CAPTURE_FAILED', { cause: new Error('The pinned window is empty') });
  const startsAt = selection.tracks[0]?.segments[0]?.startsAt ?? window.startAt;
  return { directory, selection, startOffsetSeconds: Math.max(0, window.startAt - startsAt) / 1000 };
}

/** Undefined: retention or corruption took it, which shows as a gap. */
async function pinSegment(segment: BufferSegment, directory: string, window: TimeRange): Promise<BufferSegment | undefined> {
  const output = join(directory, basename(segment.path));
  if (segment.endsAt <= window.endAt) {
    try {
      await linkOrCopy(segment.path, output);
      return segment;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }
  const bytes = await readTsSegment(segment.path);
  const found = bytes && inspectTs(bytes);
  if (!found) return undefined;
  await writeFile(output, trimTs(bytes, found.firstVideoPts + (window.endAt - segment.startsAt) / 1000));
  return { ...segment, endsAt: window.endAt };
}

function renderPlaylist(segments: BufferSegment[], window: TimeRange): string {
  const longest = Math.max(...segments.map((segment) => segment.endsAt - segment.startsAt), 1000);
  const offset = Math.max(0, window.startAt - (segments[0]?.startsAt ?? window.startAt)) / 1000;
  const lines = ['#EXTM3U', '#EXT-X-VERSION:4', '#EXT-X-PLAYLIST-TYPE:VOD', `#EXT-X-TARGETDURATION:${Math.ceil(longest / 1000)}`];
  lines.push('#EXT-X-MEDIA-SEQUENCE:0', `#EXT-X-START:TIME-OFFSET=${offset.toFixed(3)},PRECISE=YES`);
  segments.forEach((segment, index) => {
    if (index > 0 && segment.epoch !== segments[index - 1]?.epoch) lines.push('#EXT-X-DISCONTINUITY');
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startsAt).toISOString()}`);
    lines.push(`#EXTINF:${((segment.endsAt - segment.startsAt) / 1000).toFixed(3)},`, basename(segment.path));
  });
  return `${lines.join('\n')}\n#EXT-X-ENDLIST\n`;
}

function renderMain(segments: BufferSegment[]): string {
  const peak = Math.max(...segments.map(({ bytes, startsAt, endsAt }) => (bytes * 8000) / Math.max(1, endsAt - startsAt)), 1);
  return `#EXTM3U\n#EXT-X-VERSION:4\n#EXT-X-STREAM-INF:BANDWIDTH=${Math.ceil(peak)}\n${playlistName}\n`;
}
