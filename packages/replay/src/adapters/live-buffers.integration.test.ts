import { chromium } from '@playwright/test';
import { createTrackWriter, openBufferDirectory, partDuration, readParts, type TrackWriter } from '@reprise/recorder/cmaf';
import { type AudioSource, feedFixture, makeAudioSource, makeVideoSource, type VideoSource } from '@reprise/recorder/testing';
import { closeSync, createReadStream, openSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LiveBuffers } from '../ports/live-buffers.ts';
import { createLiveBuffers } from './live-buffers.ts';

const t0 = 1_790_000_000_000;
/** The sound begins later than the picture and ends before it. */
const [soundFrom, soundTo, pausedFrom, pausedTo, pictureTo] = [2_300, 11_900, 21_000, 50_000, 56_000];
const retentionMs = 720_000;
const segmentPath = 'room/user/session';
const hlsPath = createRequire(import.meta.url).resolve('hls.js/dist/hls.min.js');
let root: string;
let buffers: LiveBuffers;
let video: VideoSource;
let audio: AudioSource;
const opened: TrackWriter[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reprise-live-'));
  buffers = createLiveBuffers(root, retentionMs);
  [video, audio] = await Promise.all([makeVideoSource({ seconds: 10 }), makeAudioSource({ seconds: 10 })]);
  const directory = join(root, segmentPath);
  const { timelineZeroMs } = await openBufferDirectory(directory, t0);
  const open = (kind: 'video' | 'audio'): TrackWriter => {
    const writer = createTrackWriter({
      directory: join(directory, kind),
      kind,
      timelineZeroMs,
      segmentDurationMs: 4000,
      partDurationMs: 500,
      retentionMs,
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
  await feedFixture({ video: picture, startMs: t0 + soundTo, endMs: t0 + pausedFrom });
  pictures.interrupt();
  await feedFixture({ video: picture, startMs: t0 + pausedTo, endMs: t0 + pictureTo });
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
  const breaks = (list = ''): string =>
    list
      .replaceAll(/^#EXT-X-MAP.*$/gm, '')
      .replaceAll('audio/', 'video/')
      .replaceAll(/\n+/g, '\n');
  expect(breaks(sound)).toBe(breaks(pictures));
  expect(pictures?.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(2);
  expect(segmentsOf(pictures ?? '').length).toBeGreaterThan(3);
});

it('makes sound without a hole under every segment of one epoch, silence where there was none', async () => {
  const list = await textOf('audio.m3u8');
  const names = segmentsOf(list);
  const starts = [...list.matchAll(/#EXT-X-PROGRAM-DATE-TIME:(.+)/g)].map(([, at = '']) => Date.parse(at));
  const lengths = [...list.matchAll(/#EXTINF:([\d.]+)/g)].map(([, length]) => Number(length) * 1000);
  let end: number | undefined;
  let seconds = 0;
  for (const [index, name] of names.entries()) {
    const media = await find('audio', name);
    if (media?.kind !== 'content') throw new Error(`No sound for ${name}`);
    const path = join(root, 'sound.m4s');
    await writeFile(path, media.content);
    const file = openSync(path, 'r');
    const [part] = readParts(file, (await stat(path)).size);
    closeSync(file);
    if (!part) throw new Error(`No part in the sound for ${name}`);
    // A packet may reach over a segment's end (20 ms are one); where the picture has a hole, its sound has the same.
    const holeMs = (starts[index] ?? 0) - (starts[index - 1] ?? 0) - (lengths[index - 1] ?? 0);
    if (end !== undefined) expect(Math.abs(part.dts - end - holeMs * 48)).toBeLessThanOrEqual(960 + 48);
    end = part.dts + partDuration(part);
    seconds += partDuration(part) / 48_000;
  }
  expect(seconds).toBeCloseTo(lengths.reduce((sum, length) => sum + length, 0) / 1000, 0);
});

it('lets players keep sound that is whole, and ask again for what may still come', async () => {
  const names = segmentsOf(await textOf('audio.m3u8'));
  const [first, last] = await Promise.all([names[0] ?? '', names.at(-1) ?? ''].map((name) => find('audio', name)));
  expect(first?.cacheControl).toContain('immutable');
  expect(last?.cacheControl).toContain('no-store');
});

it('plays in hls.js wherever one seeks, before and after a break and a pause, each instant where the list says it is', async () => {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });
  const server = createServer((request, response) => void serve(request.url ?? '/', response));
  try {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`);
    const seen = await page.evaluate(seekEverywhere);
    expect(seen.length).toBeGreaterThan(3);
    for (const { wallMs, clockMs } of seen) {
      const late = (wallMs - t0 - clockMs + 10 * 10_000) % 10_000;
      expect(Math.min(late, 10_000 - late)).toBeLessThanOrEqual(50);
    }
  } finally {
    await browser.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}, 240_000);

async function serve(url: string, response: ServerResponse): Promise<void> {
  if (url === '/') return void response.setHeader('content-type', 'text/html').end('<script src="/hls.js"></script><video muted></video>');
  if (url === '/hls.js') return void createReadStream(hlsPath).pipe(response);
  const media = await find(...url.slice(1).split('/'));
  if (!media) return void response.writeHead(404).end();
  response.setHeader('content-type', media.contentType);
  if (media.kind === 'content') response.end(media.content);
  else createReadStream(media.path).pipe(response);
}

/** Runs in the page: half a second into every segment, the last first, and what the pixels say there. */
async function seekEverywhere(): Promise<Array<{ wallMs: number; clockMs: number }>> {
  const video = document.querySelector('video');
  if (!video) throw new Error('no video element');
  const Hls = Reflect.get(window, 'Hls');
  const hls = new Hls({ backBufferLength: 30, maxBufferLength: 12 });
  const errors: string[] = [];
  hls.on(Hls.Events.ERROR, (_name, error) => errors.push(`${error.details} ${String(error.fatal)}`));
  const until = async (what: string, isThere: () => boolean): Promise<void> => {
    const deadline = Date.now() + 30_000;
    while (!isThere()) {
      if (Date.now() > deadline)
        throw new Error(`Not ${what} at ${String(video.currentTime)} of ${String(video.buffered.length)}: ${errors.join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };
  const fragments = () => hls.levels[0]?.details?.fragments ?? [];
  hls.attachMedia(video);
  hls.loadSource('/main.m3u8');
  await until('listed', () => fragments().length > 0);
  await until('playable', () => video.readyState >= 2);
  const seen: Array<{ wallMs: number; clockMs: number }> = [];
  for (let index = fragments().length - 1; index >= 0; index -= 1) {
    video.currentTime = (fragments()[index]?.start ?? 0) + 0.5;
    await until('shown', () => !video.seeking && video.readyState >= 2);
    for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    const context = canvas.getContext('2d');
    context?.drawImage(video, 0, 0);
    let clockMs = 0;
    for (let bit = 0; bit < 48; bit += 1) {
      const x = Math.round(((bit + 0.5) * video.videoWidth) / 60);
      const [level = 0] = context?.getImageData(x, video.videoHeight - 16, 1, 1).data ?? [];
      if (level > 128) clockMs += 2 ** bit;
    }
    const fragment = fragments()[index];
    if (fragment) seen.push({ wallMs: (fragment.programDateTime ?? 0) + (video.currentTime - fragment.start) * 1000, clockMs });
  }
  return seen;
}

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
