import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codecString } from './codec-string.ts';
import { replaceFile } from './replace-file.ts';
import type { AudioTrackConfig, VideoTrackConfig } from './track-config.ts';

/** What session.json says: the wall clock (ms since the Unix epoch) that is media time 0 of every track, for all generations. */
export interface BufferTimeline {
  timelineZeroMs: number;
}

/** Media that was on its way when the buffer was opened must not fall before media time 0. */
const headRoomMs = 60_000;

/** Opens or makes a session's buffer. A damaged session.json is an error: its segments' times could not be told. */
export async function openBufferDirectory(directory: string, nowMs: number): Promise<BufferTimeline> {
  await mkdir(directory, { recursive: true });
  const known = await readBufferTimeline(directory);
  if (known) return known;
  const timelineZeroMs = Math.floor(nowMs) - headRoomMs;
  await replaceFile(join(directory, 'session.json'), `${JSON.stringify({ version: 1, timelineZeroMs })}\n`);
  return { timelineZeroMs };
}

/**
 * Reads session.json; undefined when there is none.
 * @throws Error when it is not one of ours
 */
export async function readBufferTimeline(directory: string): Promise<BufferTimeline | undefined> {
  const path = join(directory, 'session.json');
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const content: unknown = JSON.parse(text);
  if (
    typeof content !== 'object' ||
    content === null ||
    !('version' in content) ||
    content.version !== 1 ||
    !('timelineZeroMs' in content) ||
    typeof content.timelineZeroMs !== 'number' ||
    !Number.isFinite(content.timelineZeroMs)
  )
    throw new Error(`${path} is not a buffer's session file`);
  return { timelineZeroMs: content.timelineZeroMs };
}

/** The tracks a player may choose from; URIs are relative to main.m3u8. */
export interface MultivariantTracks {
  video?: { config: VideoTrackConfig; uri: string };
  audio?: Array<{ config: AudioTrackConfig; uri: string; name: string }>;
  /** Peak bits a second of everything together. */
  bandwidthBps: number;
}

/** main.m3u8's text (RFC 8216 4.3.4): audio tracks are alternative renditions; without video the first one is the stream. */
export function renderMultivariantPlaylist({ video, audio = [], bandwidthBps }: MultivariantTracks): string {
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7'];
  const codecs = [video?.config, audio[0]?.config].flatMap((config) => (config ? [codecString(config)] : [])).join(',');
  const stream = `#EXT-X-STREAM-INF:BANDWIDTH=${Math.max(1, Math.round(bandwidthBps))},CODECS="${codecs}"`;
  if (video) {
    audio.forEach(({ name, uri, config }, index) => {
      const isDefault = index === 0 ? 'YES' : 'NO';
      lines.push(
        `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="${name}",DEFAULT=${isDefault},AUTOSELECT=YES,CHANNELS="${config.channels}",URI="${uri}"`,
      );
    });
    const group = audio.length > 0 ? ',AUDIO="audio"' : '';
    lines.push(`${stream},RESOLUTION=${video.config.width}x${video.config.height}${group}`, video.uri);
  } else if (audio[0]) {
    lines.push(stream, audio[0].uri);
  }
  return `${lines.join('\n')}\n`;
}

/** Writes main.m3u8 of a buffer or a pinned buffer. */
export async function writeMultivariantPlaylist(directory: string, tracks: MultivariantTracks): Promise<void> {
  await replaceFile(join(directory, 'main.m3u8'), renderMultivariantPlaylist(tracks));
}
