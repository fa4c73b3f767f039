import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { BrowserContext } from '@playwright/test';
import { decodeClockBits } from '@reprise/synthetic-share/clock-picture';

/** What Chromium shows of a clip. */
export interface ShownClip {
  durationSeconds: number;
  /** Clock in the pixels of the frame shown at time 0 and at the end, ms. */
  firstClockMs: number;
  lastClockMs: number;
}

/** Loads an MP4 in a browser's own player and reads the clock of its first and last shown frame. */
export async function playInBrowser(context: BrowserContext, file: string): Promise<ShownClip> {
  const server = await serveFile(file);
  const page = await context.newPage();
  try {
    await page.goto(server.url);
    const shown = await page.evaluate(readFirstAndLast);
    return { durationSeconds: shown.duration, firstClockMs: clockOf(shown.first), lastClockMs: clockOf(shown.last) };
  } finally {
    await page.close();
    await server.close();
  }
}

function clockOf(levels: number[]): number {
  const clock = decodeClockBits(levels);
  if (clock === undefined) throw new Error('The shown frame has no readable clock');
  return clock;
}

/** Runs in the page: the brightness of each of the 48 clock blocks of the frame at the start and at the end. */
async function readFirstAndLast(): Promise<{ duration: number; first: number[]; last: number[] }> {
  const video = document.querySelector('video');
  if (!video) throw new Error('No player');
  const event = (name: string): Promise<void> =>
    new Promise((resolve, reject) => {
      video.addEventListener(name, () => resolve(), { once: true });
      video.addEventListener('error', () => reject(new Error(video.error?.message ?? 'The clip does not play')), { once: true });
    });
  if (video.readyState < 2) await event('loadeddata');
  const levels = (): number[] => {
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('No canvas');
    context.drawImage(video, 0, 0);
    const block = canvas.width / 60;
    return Array.from(
      { length: 48 },
      (_, bit) => context.getImageData(Math.round((bit + 0.5) * block), canvas.height - 8, 1, 1).data[0] ?? 0,
    );
  };
  const seek = async (to: number): Promise<void> => {
    video.currentTime = to;
    await event('seeked');
  };
  // A seek is over before its frame is on the screen, and only what is on the screen can be drawn.
  const shownAfter = (time: number): Promise<void> =>
    new Promise((resolve) => {
      const check = (_: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
        if (mediaTime > time) resolve();
        else video.requestVideoFrameCallback(check);
      };
      video.requestVideoFrameCallback(check);
    });
  await seek(0.001);
  const first = levels();
  const lastShown = shownAfter(video.duration / 2);
  await seek(Math.max(0, video.duration - 0.001));
  await lastShown;
  return { duration: video.duration, first, last: levels() };
}

async function serveFile(file: string): Promise<{ url: string; close: () => Promise<void> }> {
  const bytes = await readFile(file);
  const server = createServer((request, response) => {
    if (request.url !== '/clip.mp4') {
      response.setHeader('content-type', 'text/html');
      response.end('<video src="/clip.mp4" muted preload="auto"></video>');
      return;
    }
    const [from = 0, to = bytes.length - 1] = (/bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [])
      .slice(1)
      .map((value) => (value === '' ? bytes.length - 1 : Number(value)));
    response.writeHead(request.headers.range ? 206 : 200, {
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      'content-length': to - from + 1,
      ...(request.headers.range && { 'content-range': `bytes ${String(from)}-${String(to)}/${String(bytes.length)}` }),
    });
    response.end(bytes.subarray(from, to + 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
