import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium, mediaChromiumArguments } from '../../scripts/stack/find-chromium.ts';

/** A page in Chromium that is open before the press, as the call's is. */
export interface ClipPlayer {
  /** Plays `${name}/main.m3u8`; resolves with the wall time (ms) at which the frame at the start offset was shown. */
  showFirstFrame(directory: string): Promise<number>;
  close(): Promise<void>;
}

const hlsPath = createRequire(new URL('../../packages/replay/package.json', import.meta.url)).resolve('hls.js/dist/hls.min.js');
const pageHtml = '<script src="/hls.js"></script><video muted width="1280" height="720"></video>';
const contentTypes: Record<string, string> = { m3u8: 'application/vnd.apple.mpegurl', js: 'text/javascript', html: 'text/html' };

/** Opens Chromium and a server of files for it. */
export async function openClipPlayer(): Promise<ClipPlayer> {
  let root = '';
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    if (path === '/') response.setHeader('content-type', 'text/html').end(pageHtml);
    else void sendFile(path === '/hls.js' ? hlsPath : join(root, path), response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: mediaChromiumArguments,
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${String(port)}/`);
  return {
    async showFirstFrame(directory) {
      root = directory;
      return await page.evaluate(playOnce, `/main.m3u8?${String(Date.now())}`);
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  const file = await stat(path).catch(() => undefined);
  if (!file?.isFile()) {
    response.writeHead(404).end();
    return;
  }
  const type = contentTypes[path.slice(path.lastIndexOf('.') + 1)] ?? 'video/mp4';
  response.writeHead(200, { 'content-type': type, 'content-length': file.size, 'cache-control': 'no-store' });
  createReadStream(path).pipe(response);
}

/** What is used of hls.js, which the page loads. */
interface HlsPlayer {
  loadSource(url: string): void;
  attachMedia(video: HTMLVideoElement): void;
  on(event: 'hlsError', listener: (event: string, data: { fatal: boolean; details: string }) => void): void;
  destroy(): void;
}

declare global {
  interface Window {
    Hls: new (options: { maxBufferLength: number }) => HlsPlayer;
  }
}

/** Runs in the page: a new player, at work until it shows the frame of the playlist's start offset. */
async function playOnce(url: string): Promise<number> {
  const old = document.querySelector('video');
  const video = document.createElement('video');
  video.muted = true;
  old?.replaceWith(video);
  const hls = new window.Hls({ maxBufferLength: 10 });
  try {
    hls.loadSource(url);
    hls.attachMedia(video);
    return await new Promise<number>((resolve, reject) => {
      setTimeout(() => reject(new Error(`No frame was shown: ${video.error?.message ?? `state ${String(video.readyState)}`}`)), 15_000);
      hls.on('hlsError', (_event, data) => {
        if (data.fatal) reject(new Error(data.details));
      });
      // The player seeks to the start offset; a frame that is shown before it is not the clip's.
      let shownAt = Number.NaN;
      const look = (): void => {
        if (!video.seeking && Math.abs(shownAt - video.currentTime) < 0.2) resolve(performance.timeOrigin + performance.now());
      };
      const onFrame = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
        shownAt = mediaTime;
        look();
        video.requestVideoFrameCallback(onFrame);
      };
      video.requestVideoFrameCallback(onFrame);
      video.addEventListener('seeked', look);
    });
  } finally {
    hls.destroy();
  }
}
