import { createTrackWriter, openBufferDirectory, partDuration, readParts, type TrackWriter } from '@reprise/recorder/cmaf';
import { type AudioSource, feedFixture, makeAudioSource, makeVideoSource, type VideoSource } from '@reprise/recorder/testing';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LiveBuffers } from '../ports/live-buffers.ts';
import { createLiveBuffers } from './live-buffers.ts';

const t0 = 1_790_000_000_000;
/** The sound begins later than the picture and ends before it. */
const [soundFrom, soundTo, pictureTo] = [2_300, 11_900, 21_000];
const segmentPath = 'room/user/session';
let root: string;
let buffers: LiveBuffers;
let video: VideoSource;
let audio: AudioSource;
const opened: TrackWriter[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reprise-live-'));
  buffers = createLiveBuffers(root);
  [video, audio] = await Promise.all([makeVideoSource({ seconds: 5, width: 240, height: 136 }), makeAudioSource({ seconds: 5 })]);
  const directory = join(root, segmentPath);
  const { timelineZeroMs } = await openBufferDirectory(directory, t0);
  const open = (kind: 'video' | 'audio'): TrackWriter => {
    const writer = createTrackWriter({
      directory: join(directory, kind),
      kind,
      timelineZeroMs,
      segmentDurationMs: 4000,
      partDurationMs: 500,
      retentionMs: 720_000,
      liveWindowMs: 720_000,
      onEvent: (event) => {
        if (event.type === 'write-failed') throw event.error;
      },
    });
    opened.push(writer);
    return writer;
  };
  const [pictures, sound] = [open('video'), open('audio')];
  pictures.configure(video.config, { newEpoch: true });
  sound.configure(audio.config, { newEpoch: true });
  const picture = { writer: pictures, source: video };
  await feedFixture({ video: picture, startMs: t0, endMs: t0 + soundFrom });
  await feedFixture({ video: picture, audio: { writer: sound, source: audio }, startMs: t0 + soundFrom, endMs: t0 + soundTo });
  // The share is published again: an epoch of the picture alone.
  pictures.configure(video.config, { newEpoch: true });
  await feedFixture({ video: picture, startMs: t0 + soundTo, endMs: t0 + pictureTo });
  for (const writer of opened) await writer.flush(t0 + pictureTo);
});
afterAll(async () => {
  for (const writer of opened) await writer.close({ ended: true });
  await rm(root, { recursive: true, force: true });
});

const find = (...names: string[]) => buffers.find(segmentPath, names);

async function textOf(name: string): Promise<string> {
  const media = await find(name);
  if (media?.kind !== 'content') throw new Error(`No ${name}`);
  return media.content.toString();
}
const segmentsOf = (list: string): string[] => list.split('\n').flatMap((line) => /^(?:video|audio)\/(segment-.+)$/.exec(line)?.[1] ?? []);

it('tells picture and sound of the same segments and breaks', async () => {
  const [main, pictures, sound] = await Promise.all(['main.m3u8', 'video.m3u8', 'audio.m3u8'].map(textOf));
  expect(main).toContain('URI="audio.m3u8"');
  expect(main).toContain('video.m3u8');
  const breaks = (list = ''): string => list.replaceAll(/^#EXT-X-MAP.*$/gm, '').replaceAll('audio/', 'video/').replaceAll(/\n+/g, '\n');
  expect(breaks(sound)).toBe(breaks(pictures));
  expect(pictures?.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(1);
  expect(segmentsOf(pictures ?? '').length).toBeGreaterThan(3);
});

it('makes sound without a hole under every segment of one epoch, silence where there was none', async () => {
  const names = segmentsOf(await textOf('audio.m3u8'));
  let end: number | undefined;
  let seconds = 0;
  for (const name of names) {
    const media = await find('audio', name);
    if (media?.kind !== 'content') throw new Error(`No sound for ${name}`);
    const path = join(root, 'sound.m4s');
    await writeFile(path, media.content);
    const file = openSync(path, 'r');
    const [part] = readParts(file, (await stat(path)).size);
    closeSync(file);
    if (!part) throw new Error(`No part in the sound for ${name}`);
    // A packet may reach over a segment's end; 20 ms is one.
    if (end !== undefined) expect(Math.abs(part.dts - end)).toBeLessThanOrEqual(960);
    end = part.dts + partDuration(part);
    seconds += partDuration(part) / 48_000;
  }
  const listed = [...(await textOf('video.m3u8')).matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, [, length]) => sum + Number(length), 0);
  expect(seconds).toBeCloseTo(listed, 0);
});

it('makes a picture of a segment once and keeps it in the buffer', async () => {
  const [name = ''] = segmentsOf(await textOf('video.m3u8'));
  const picture = name.replace('.m4s', '.jpg');
  const [first, again] = await Promise.all([find('thumbnails', picture), find('thumbnails', picture)]);
  expect(first).toEqual(again);
  expect(first).toMatchObject({ kind: 'file', contentType: 'image/jpeg', path: join(root, segmentPath, 'thumbnails', picture) });
  expect(await readdir(join(root, segmentPath, 'thumbnails'))).toEqual([picture]);
});

it.each([
  [['..', 'session.json']],
  [['session.json']],
  [['video', '../session.json']],
  [['video', 'full.m3u8']],
  [['thumbnails', 'segment-1.jpg']],
  [['audio', 'segment-1.m4s']],
  [['video', 'segment-1.jpg']],
  [['a', 'b', 'c']],
  [[]],
])('knows nothing of %j', async (names) => {
  expect(await buffers.find(segmentPath, names)).toBeUndefined();
});

it('is gone when the buffer is', async () => {
  expect(await buffers.find('room/user/other', ['main.m3u8'])).toBeUndefined();
  expect(await buffers.find('room/user/other', ['thumbnails', 'segment-1.jpg'])).toBeUndefined();
  await expect(buffers.find('../elsewhere', ['main.m3u8'])).rejects.toThrow();
});
