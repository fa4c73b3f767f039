import { type Browser, chromium, type Page } from '@playwright/test';
import { makeAudioSource, makeVideoSource } from '@reprise/recorder/testing';
import type Hls from 'hls.js';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TimeRange } from '../buffer/index.ts';
import { lagOfSource, openTestBuffer, sourceZeroMs as t0 } from '../testing/open-test-buffer.ts';
import { writeClip } from './clip-cutter.ts';
import { type PinnedBuffer, pinBuffer } from './pin-buffer.ts';

declare global {
  interface Window {
    Hls: typeof Hls;
  }
}

const longestFrameMs = 45;
const hlsPath = createRequire(import.meta.url).resolve('hls.js/dist/hls.min.js');
let root: string;
let server: Server;
let browser: Browser;
let page: Page;

interface Playback {
  error: string | undefined;
  durationSeconds: number;
  /** Pictures shown before anything plays, and after seeks: media time and clock. */
  firstClockMs: number;
  shown: Array<{ atSeconds: number; clockMs: number }>;
  /** Picture shown at the very end. */
  lastClockMs: number;
  endedAtSeconds: number;
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reprise-play-'));
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    if (path === '/') {
      response.setHeader('content-type', 'text/html');
      response.end('<script src="/hls.js"></script><video muted></video>');
      return;
    }
    void serveFile(path === '/hls.js' ? hlsPath : join(root, path), request.headers.range, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(root, { recursive: true, force: true });
});

async function serveFile(path: string, range: string | undefined, response: ServerResponse): Promise<void> {
  const file = await stat(path).catch(() => undefined);
  if (!file?.isFile()) {
    response.writeHead(404).end();
    return;
  }
  const asked = /^bytes=(\d+)-(\d*)$/.exec(range ?? '');
  const start = Number(asked?.[1] ?? 0);
  const end = asked?.[2] ? Number(asked[2]) : file.size - 1;
  const type = path.endsWith('.m3u8') ? 'application/vnd.apple.mpegurl' : path.endsWith('.js') ? 'text/javascript' : 'video/mp4';
  response.writeHead(asked ? 206 : 200, {
    'content-type': type,
    'accept-ranges': 'bytes',
    'content-length': end - start + 1,
    ...(asked ? { 'content-range': `bytes ${start}-${end}/${file.size}` } : {}),
  });
  createReadStream(path, { start, end }).pipe(response);
}

/** Plays an MP4, or a playlist with hls.js, and reads the clock in the pictures that are shown. */
async function play(path: string, offsets: number[]): Promise<Playback> {
  const address = server.address();
  await page.goto(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`);
  return await page.evaluate(
    async ({ url, offsets }) => {
      const video = document.querySelector('video');
      if (!video) throw new Error('no video element');
      const readClock = (): number => {
        const canvas = document.createElement('canvas');
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        context.drawImage(video, 0, 0);
        let clock = 0;
        for (let bit = 0; bit < 48; bit++) {
          const [level = 0] = context.getImageData(Math.round(((bit + 0.5) * video.videoWidth) / 60), video.videoHeight - 16, 1, 1).data;
          if (level > 128) clock += 2 ** bit;
        }
        return clock;
      };
      const waitFor = (event: string, trigger?: () => void): Promise<void> =>
        new Promise((resolve, reject) => {
          video.addEventListener(event, () => resolve(), { once: true });
          setTimeout(() => reject(new Error(`no ${event}: ${video.error?.message ?? `state ${video.readyState}`}`)), 10_000);
          trigger?.();
        });
      await waitFor('loadeddata', () => {
        if (url.endsWith('.mp4')) video.src = url;
        else {
          const Hls = Reflect.get(window, 'Hls');
          const hls = new Hls({ maxBufferLength: 120 });
          hls.loadSource(url);
          hls.attachMedia(video);
        }
      });
      if (!url.endsWith('.mp4') && video.currentTime === 0) await waitFor('seeked');
      await new Promise((resolve) => setTimeout(resolve, 150));
      const firstClockMs = readClock();
      const shown: Array<{ atSeconds: number; clockMs: number }> = [];
      const startSeconds = video.currentTime;
      for (const offset of offsets) {
        await waitFor('seeked', () => {
          video.currentTime = startSeconds + offset;
        });
        await new Promise((resolve) => setTimeout(resolve, 100));
        shown.push({ atSeconds: video.currentTime, clockMs: readClock() });
      }
      video.currentTime = startSeconds;
      video.playbackRate = 4;
      await video.play();
      await new Promise<void>((resolve, reject) => {
        video.addEventListener('ended', () => resolve(), { once: true });
        setTimeout(() => reject(new Error(`stuck at ${video.currentTime} of ${video.duration}: ${video.error?.message ?? ''}`)), 30_000);
      });
      return {
        error: video.error?.message,
        durationSeconds: video.duration,
        firstClockMs,
        shown,
        lastClockMs: readClock(),
        endedAtSeconds: video.currentTime,
      };
    },
    { url: `/${path}`, offsets },
  );
}

/** The right picture at the start, after every seek, and at the end; none is later than it should be. */
function expectExact(playback: Playback, window: TimeRange, startSeconds: number): void {
  expect(playback.error).toBeUndefined();
  const first = lagOfSource(window.startAt, playback.firstClockMs);
  expect(first).toBeGreaterThanOrEqual(0);
  expect(first).toBeLessThanOrEqual(longestFrameMs);
  for (const { atSeconds, clockMs } of playback.shown) {
    const lag = lagOfSource(window.startAt + (atSeconds - startSeconds) * 1000, clockMs);
    expect(lag, `at ${atSeconds}`).toBeGreaterThanOrEqual(-2);
    expect(lag, `at ${atSeconds}`).toBeLessThanOrEqual(longestFrameMs);
  }
  const last = lagOfSource(window.endAt, playback.lastClockMs);
  expect(last).toBeGreaterThanOrEqual(0);
  expect(last).toBeLessThanOrEqual(2 * longestFrameMs);
}

describe('a clip with a resize, a republish and sound that begins late', () => {
  const window = { startAt: t0 + 3_217, endAt: t0 + 27_900 };
  const offsets = [0.5, 4.9, 9.9, 13.1, 17.1, 20, 24];
  let pinned: PinnedBuffer;

  beforeAll(async () => {
    const buffer = await openTestBuffer(join(root, 'changes'));
    const [picture, small, sound] = await Promise.all([
      makeVideoSource({ seconds: 10 }),
      makeVideoSource({ seconds: 10, width: 360, height: 204 }),
      makeAudioSource({ seconds: 10 }),
    ]);
    buffer.video.configure(picture.config, { newEpoch: true });
    await buffer.feed(0, 8_000, { picture });
    buffer.audio.configure(sound.config, { newEpoch: true });
    await buffer.feed(8_000, 14_000, { picture, sound });
    buffer.video.configure(small.config, { newEpoch: false });
    await buffer.feed(14_000, 20_000, { picture: small, sound });
    buffer.configure(picture, sound);
    await buffer.feed(20_000, 30_000, { picture, sound, rtpOffset: 987_654_321 });
    await buffer.close();
    pinned = await pinBuffer({ bufferDirectory: buffer.directory, pinDirectory: join(root, 'pin'), window, openSegments: [] });
  });

  it('plays from its pinned segments at once, from the exact start to the press', async () => {
    expectExact(await play('pin/main.m3u8', offsets), window, pinned.startOffsetSeconds);
  });

  it('plays as an MP4, from the exact start to the press', async () => {
    await writeClip({ source: pinned, path: join(root, 'clip.mp4'), temporaryPath: join(root, '.tmp-clip.mp4') });
    const playback = await play('clip.mp4', offsets);
    expectExact(playback, window, 0);
    expect(playback.durationSeconds).toBeCloseTo((window.endAt - window.startAt) / 1000, 1);
  });
});

describe('a clip with a hole of six seconds', () => {
  const window = { startAt: t0 + 2_500, endAt: t0 + 23_000 };
  const offsets = [1, 6.9, 14, 19];
  let pinned: PinnedBuffer;

  beforeAll(async () => {
    const buffer = await openTestBuffer(join(root, 'hole'));
    const [picture, sound] = await Promise.all([makeVideoSource({ seconds: 10 }), makeAudioSource({ seconds: 10 })]);
    for (const [fromMs, toMs] of [
      [0, 10_000],
      [16_000, 24_000],
    ] as const) {
      buffer.configure(picture, sound);
      await buffer.feed(fromMs, toMs, { picture, sound, rtpOffset: fromMs * 123 });
    }
    await buffer.close();
    pinned = await pinBuffer({ bufferDirectory: buffer.directory, pinDirectory: join(root, 'pin-hole'), window, openSegments: [] });
  });

  it('goes on behind it when the pinned segments play', async () => {
    expectExact(await play('pin-hole/main.m3u8', offsets), window, pinned.startOffsetSeconds);
  });

  it('holds its picture over it as an MP4', async () => {
    const clip = await writeClip({ source: pinned, path: join(root, 'hole.mp4'), temporaryPath: join(root, '.tmp-hole.mp4') });
    expect(clip).toMatchObject({ complete: false, gaps: [{}] });
    expectExact(await play('hole.mp4', offsets), window, 0);
  });
});
