import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import { clockPagePath } from '@reprise/synthetic-share';
import { findChromium, mediaChromiumArguments } from '../../scripts/stack/find-chromium.ts';
import { type Person, signIn } from './person.ts';

/** A person in a browser of their own who shares a tab that shows the time. */
export interface Sharer {
  /** The call page. */
  page: Page;
  /** The shared tab. */
  clock: Page;
  context: BrowserContext;
  close(): Promise<void>;
}

/** Chromium picks the tab with this title by itself when a page asks to share. */
const clockTitle = 'Reprise test clock';

/** Opens a browser whose share button shares the clock tab, with its sound, and joins the call. */
export async function openSharer(baseUrl: string, person: Pick<Person, 'email' | 'password'>, roomName: string): Promise<Sharer> {
  const clockServer = await serveClock();
  const browser = await launchSharingBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  await signIn(context, baseUrl, person);
  const clock = await context.newPage();
  await clock.goto(`${clockServer.url}/?title=${encodeURIComponent(clockTitle)}`);
  // A click lets the page sound.
  await clock.mouse.click(10, 10);
  const page = await context.newPage();
  await joinCall(page, baseUrl, roomName);
  return {
    page,
    clock,
    context,
    close: async () => {
      await browser.close();
      await clockServer.close();
    },
  };
}

/** Joins the call of a room by its page. */
export async function joinCall(page: Page, baseUrl: string, roomName: string): Promise<void> {
  await page.goto(`${baseUrl}/call/${roomName}`);
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible({ timeout: 20_000 });
}

/** Presses the page's own share button and waits until the picture is on; presses again when told that it did not start. */
export async function shareScreen(page: Page): Promise<void> {
  const stop = page.getByRole('button', { name: 'Stop sharing' });
  await expect(async () => {
    if (!(await stop.isVisible())) await page.getByRole('button', { name: 'Share screen' }).click();
    await expect(stop).toBeVisible({ timeout: 20_000 });
  }).toPass({ timeout: 60_000 });
}

/** Enables the replay buffer and waits until it holds something. */
export async function enableBuffer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Enable replay buffer' }).click();
  await expect(page.getByRole('status', { name: /^Replay buffer: .*buffered$/ })).toContainText('buffered', { timeout: 20_000 });
}

async function launchSharingBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    // A muted tab is shared without its sound.
    ignoreDefaultArgs: ['--mute-audio'],
    args: [...mediaChromiumArguments, `--auto-select-tab-capture-source-by-title=${clockTitle}`],
  });
}

async function serveClock(): Promise<{ url: string; close: () => Promise<void> }> {
  const html = await readFile(clockPagePath);
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
