import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { expect, it } from 'vitest';
import { chromiumArguments, findChromium } from '../../../scripts/stack/find-chromium.ts';
import { clockPagePath } from './clock-page.ts';
import { readClipClock } from './read-clip-clock.ts';

it('shows the same clock as the publisher, in a browser', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'clock-page-'));
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(`${pathToFileURL(clockPagePath).href}?title=Wanted`);
    expect(await page.title()).toBe('Wanted');
    const before = Date.now();
    const path = join(directory, 'page.png');
    await page.screenshot({ path });
    const [frame] = await readClipClock(path);
    expect(frame?.clockMs).toBeGreaterThan(before - 200);
    expect(frame?.clockMs).toBeLessThanOrEqual(Date.now());
  } finally {
    await browser.close();
    await rm(directory, { recursive: true, force: true });
  }
});
