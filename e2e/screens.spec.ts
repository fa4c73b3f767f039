import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { fillDemo } from './support/fill-demo.ts';
import { type Lookers, openLookers } from './support/lookers.ts';
import { openPage, setTheme } from './support/open-page.ts';
import { pages, statesOf } from './support/pages.ts';
import { joinCall } from './support/sharer.ts';
import { expect, test } from './support/test.ts';

/** `npm run screens`: pictures of every page in every state, size and theme, to look at before a page is called done. */
const directory = 'docs/screens/pages';
const sizes = [
  { name: 'phone', width: 360, height: 740 },
  { name: 'laptop', width: 1280, height: 800 },
  { name: 'wide', width: 1920, height: 1080 },
] as const;
const schemes = ['light', 'dark'] as const;
const QUALITY = 40;
const pictureSchema = z.object({ data: z.base64() });

let lookers: Lookers;

test.beforeAll(async ({ browser, db, stack }) => {
  // Playwright's own limit is for a test.
  test.setTimeout(240_000);
  lookers = await openLookers(browser, db, stack);
  // The presenter shares as soon as somebody is there.
  const guest = await lookers.contextOf('member').newPage();
  await joinCall(guest, stack.baseUrl, lookers.at.stageId);
  await fillDemo(db, stack.baseUrl);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
});
test.afterAll(() => lookers.close());

for (const page of pages) {
  test(page.name, async ({ stack }) => {
    for (const state of statesOf(page)) {
      const tab = await openPage(lookers, stack.baseUrl, page, state);
      for (const scheme of schemes) {
        await setTheme(tab, scheme);
        for (const { name, ...size } of sizes) {
          await tab.setViewportSize(size);
          const bytes = await takeWebp(tab);
          expect(bytes.length).toBeGreaterThan(1_000);
          await writeFile(join(directory, `${page.name}.${state}.${name}.${scheme}.webp`), bytes);
        }
      }
      await tab.close();
    }
  });
}

/** Playwright's own pictures are PNG or JPEG; Chromium makes WebP at a third of their size. */
async function takeWebp(tab: Page): Promise<Buffer> {
  const session = await tab.context().newCDPSession(tab);
  // No colour on its way to another, no picture on its way at all.
  await tab.addStyleTag({ content: '*, ::before, ::after { transition: none !important; }' });
  await expect.poll(() => tab.evaluate(() => [...document.images].every((image) => image.complete || image.loading === 'lazy'))).toBe(true);
  // Two frames later the new size is laid out and painted.
  await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const { data } = pictureSchema.parse(await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY }));
  await session.detach();
  return Buffer.from(data, 'base64');
}
