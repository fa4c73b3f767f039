import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { createDb } from '@reprise/db';
import { waitUntil } from '@reprise/recorder/testing';
import { createCommunity } from '../../e2e/support/community.ts';
import { makeSampleMedia, seedClips } from '../../e2e/support/library.ts';
import { type Person, signIn, signUp } from '../../e2e/support/person.ts';
import { chromiumArguments, findChromium } from '../../scripts/stack/find-chromium.ts';
import { createProgress } from '../../scripts/stack/progress.ts';
import { freeStackPorts } from '../../scripts/stack/stack-options.ts';
import { startStack } from '../../scripts/stack/start-stack.ts';
import { z } from 'zod';
import type { Measurement, Row } from '../measurement.ts';
import { describeSpread, quantile } from '../support/statistics.ts';

const CLIPS = 500;
const VISITS = 7;
const KILOBYTE = 1000;

/** The gallery as somebody with many clips sees it: the built app, its own server, a browser without a cache. */
export const gallery: Measurement = {
  name: 'gallery',
  title: 'My clips with 500 clips in Chromium: first content, interaction, JavaScript over the wire',
  async run(context) {
    await chmod(context.directory, 0o755); // user postgres walks through it
    const stack = await startStack({
      home: join(context.directory, 'gallery'),
      ports: await freeStackPorts(),
      environment: { ...process.env, AUTH_RATE_LIMIT: 'off' },
      demo: false,
      onLine: () => undefined,
      progress: createProgress(context.say),
      onFatal: (reason) => context.say(reason),
    });
    const db = createDb(stack.databaseUrl, { max: 3 });
    let browser: Browser | undefined;
    try {
      const person = await signUp(stack.appUrl, 'Ada Collector');
      const community = await createCommunity(db);
      await community.join(person.id, 'moderator');
      const media = await makeSampleMedia(join(context.directory, 'sample'));
      const titles = Array.from({ length: CLIPS }, (_, index) => `Moment ${index + 1}`);
      const seeded = { userId: person.id, communityId: community.id, roomName: community.voiceChannelId, titles };
      await seedClips(db, stack.storagePath, media, seeded);
      browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
      const visits: Visit[] = [];
      for (let index = 0; index < VISITS; index += 1) visits.push(await visit(browser, stack.appUrl, person));
      return toRows(visits);
    } finally {
      await browser?.close();
      await db.$disconnect();
      await stack.stop();
    }
  },
};

interface Visit {
  /** From the navigation's start to the first clip's title on the screen. */
  firstContentMs: number;
  /** From the input to the next frame, for each thing that was done. */
  interactionsMs: number[];
  scriptBytes: number;
  scripts: number;
}

async function visit(browser: Browser, baseUrl: string, person: Person): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    await signIn(context, baseUrl, person);
    const page = await context.newPage();
    const wire = await countScripts(page);
    await page.addInitScript({ content: watchPage });
    await page.goto(`${baseUrl}/clips`);
    await waitUntil('the first clip is shown', 30_000, () => page.evaluate('window.galleryWatch.firstContentMs > 0').then(Boolean));
    await page.waitForLoadState('load');
    await use(page);
    const watched = watchedSchema.parse(await page.evaluate('window.galleryWatch'));
    return { ...watched, ...wire() };
  } finally {
    await context.close();
  }
}

/** Bytes of scripts as they came over the wire, compressed, without headers. */
async function countScripts(page: Page): Promise<() => { scriptBytes: number; scripts: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Set<string>();
  let scriptBytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scriptBytes += encodedDataLength;
  });
  return () => ({ scriptBytes, scripts: scripts.size });
}

/** Runs in the page before its own scripts: when the first clip is painted, and how long inputs wait for their frame. */
const watchPage = `
  window.galleryWatch = { firstContentMs: 0, interactionsMs: [] };
  const look = () => requestAnimationFrame(() => {
    if (!document.querySelector('[aria-label="Clips"] li')) look();
    else requestAnimationFrame(() => (window.galleryWatch.firstContentMs = performance.now()));
  });
  look();
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name === 'click' || entry.name === 'keydown') window.galleryWatch.interactionsMs.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
`;
const watchedSchema = z.object({ firstContentMs: z.number(), interactionsMs: z.array(z.number()) });

/** What somebody does here: chooses clips, all of them, and types a search. */
async function use(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Select all shown' }).click();
  await page.getByRole('checkbox', { name: 'Select Moment 2', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Select Moment 9', exact: true }).click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByLabel('Search').pressSequentially('Moment 4', { delay: 60 });
  await page.getByText('111 clips').waitFor();
}

function toRows(visits: Visit[]): Row[] {
  const firsts = visits.map(({ firstContentMs }) => firstContentMs);
  // What took less than 16 ms is not reported by the browser.
  const interactions = visits.flatMap(({ interactionsMs }) => interactionsMs);
  const bytes = Math.max(...visits.map(({ scriptBytes }) => scriptBytes));
  const detail = `${CLIPS} clips, ${VISITS} visits without a cache, server and browser on the same cores`;
  return [
    {
      name: 'My clips: first clip shown',
      value: quantile(firsts, 0.95),
      unit: 'ms (p95)',
      target: { atMost: 1500 },
      detail: `${describeSpread(firsts, 'ms')}; ${detail}`,
    },
    {
      name: 'My clips: input to next frame',
      value: quantile(interactions, 0.95),
      unit: 'ms (p95)',
      target: { atMost: 100 },
      detail: `${describeSpread(interactions, 'ms')}; choosing clips, all shown, a range, typing a search; ${detail}`,
    },
    {
      name: 'My clips: JavaScript over the wire',
      value: bytes / KILOBYTE,
      unit: 'kB',
      target: { atMost: 250 },
      detail: `${visits[0]?.scripts ?? 0} files, compressed, nothing cached`,
    },
  ];
}
