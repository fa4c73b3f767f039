import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { measureAvOffset, percentile, readClipClock } from '@reprise/synthetic-share/clip-clock';
import { waitUntilBuffered } from './support/buffered.ts';
import { captureOnPage } from './support/capture.ts';
import { describeContent } from './support/clip-content.ts';
import { playInBrowser } from './support/player.ts';
import { enableBuffer, shareScreen } from './support/sharer.ts';
import { beyond, lateness, listenToSource } from './support/source-delay.ts';
import { expect, test } from './support/test.ts';

const frameMs = 1000 / 30;

test('one minute to the very press, exact in FFmpeg and in the browser', async ({ sharer, db, stack }) => {
  const { page, person } = sharer;
  const source = await listenToSource(page);
  await shareScreen(page);
  await enableBuffer(page);
  await waitUntilBuffered(db, person.id, 63_000);

  const { pressedAtMs, file, row } = await captureOnPage(page, db, person.id);
  const clip = row.clip;
  if (!clip || !row.actualStart) throw new Error('The capture has no clip');
  const content = describeContent(await readClipClock(file), row.actualStart.getTime());

  // The end: no more than half a second before the press, and no frame after the one then on the screen
  // (the page knows server time to within half a round trip).
  expect(pressedAtMs - content.lastClockMs).toBeLessThanOrEqual(500);
  expect(content.lastClockMs).toBeLessThanOrEqual(pressedAtMs + frameMs);
  // The start: the frame that was on the screen a minute before, however far apart a busy machine drew its frames.
  const startMs = row.requestedStart.getTime() - content.startErrorMs;
  expect(content.firstClockMs - startMs).toBeLessThanOrEqual(2 * frameMs);
  expect(startMs - content.secondClockMs).toBeLessThanOrEqual(2 * frameMs);
  // Server time: later than the page drew it by what capturing and encoding take, never earlier.
  expect(content.medianErrorMs).toBeGreaterThan(-10);
  expect(content.medianErrorMs).toBeLessThan(250);
  expect(content.missingSeconds).toEqual([]);
  expect(clip.durationSeconds).toBeCloseTo(60, 0);
  expect(row.complete).toBe(true);
  expect(row.gaps).toEqual([]);

  const av = await measureAvOffset(file);
  expect(av.offsetsMs.length).toBeGreaterThan(50);
  const heardAtMs = await source.beepsAtMs();
  const addedMs = av.offsetsMs.map((offsetMs, index) => {
    const secondMs = Math.round(((row.actualStart?.getTime() ?? 0) + (av.secondsAtMs[index] ?? 0)) / 1000) * 1000;
    return beyond(offsetMs, lateness(heardAtMs, secondMs));
  });
  const told = `sound against picture, second by second, beyond what the sharing browser is late: ${addedMs.map(Math.round).join(' ')} ms`;
  expect(percentile(addedMs.map(Math.abs), 0.95), told).toBeLessThanOrEqual(80);
  const { stderr } = await promisify(execFile)('ffprobe', ['-v', 'warning', '-show_streams', file]);
  expect(stderr).toBe('');

  // The browser shows the frames that FFmpeg does, to one: frames of a busy machine lie further apart than 1/30 s, and
  // the last may begin within the millisecond that the browser is kept from the end.
  const shown = await playInBrowser(sharer.context, file);
  expect([content.firstClockMs, content.secondClockMs]).toContain(shown.firstClockMs);
  expect([content.secondLastClockMs, content.lastClockMs]).toContain(shown.lastClockMs);

  const original = clip.files.find((stored) => stored.purpose === 'ORIGINAL');
  expect(original?.size).toBe(BigInt((await readFile(`${stack.storagePath}/${original?.storagePath ?? ''}`)).length));
  const stored = await readFile(`${stack.storagePath}/${original?.storagePath ?? ''}`);
  expect(createHash('sha256').update(stored).digest('hex')).toBe(original?.checksum);

  await test.step('GET /file honours Range', async () => {
    const url = `${stack.baseUrl}/file/${original?.id ?? ''}`;
    const part = await page.request.get(url, { headers: { range: 'bytes=100-199' } });
    expect(part.status()).toBe(206);
    expect(part.headers()['content-range']).toBe(`bytes 100-199/${String(stored.length)}`);
    expect(await part.body()).toEqual(stored.subarray(100, 200));
    const beyond = await page.request.get(url, { headers: { range: `bytes=${String(stored.length)}-` } });
    expect(beyond.status()).toBe(416);
    const head = await page.request.head(url);
    expect(head.headers()['content-length']).toBe(String(stored.length));
    expect((await fetch(url)).status).toBe(401);
  });
});

test('a buffer shorter than asked gives what there is, and says so', async ({ sharer, db }) => {
  const { page, person } = sharer;
  await shareScreen(page);
  await enableBuffer(page);
  await waitUntilBuffered(db, person.id, 5_000);
  const { pressedAtMs, file, row } = await captureOnPage(page, db, person.id);
  expect(row.complete).toBe(false);
  expect(row.clip?.durationSeconds).toBeGreaterThan(4);
  expect(row.clip?.durationSeconds).toBeLessThan(30);
  await expect(
    page
      .getByLabel('Your captures')
      .getByText(/buffer/i)
      .first(),
  ).toBeVisible();
  const content = describeContent(await readClipClock(file), row.actualStart?.getTime() ?? 0);
  expect(pressedAtMs - content.lastClockMs).toBeLessThanOrEqual(500);
  expect(content.missingSeconds).toEqual([]);
});

test('a resized window and a share that was published again stay in one clip', async ({ sharer, db }) => {
  const { page, clock, person } = sharer;
  await shareScreen(page);
  await enableBuffer(page);
  await waitUntilBuffered(db, person.id, 6_000);
  await clock.setViewportSize({ width: 960, height: 720 });
  await waitUntilBuffered(db, person.id, 12_000);
  await page.getByRole('button', { name: 'Stop sharing' }).click();
  await expect(page.getByRole('button', { name: 'Share screen' })).toBeVisible();
  await shareScreen(page);
  const session = await db.egressSession.findFirstOrThrow({ where: { userId: person.id } });
  await expect.poll(async () => (await db.egressSession.findUniqueOrThrow({ where: { id: session.id } })).status).toBe('active');
  await waitUntilBuffered(db, person.id, 20_000);

  const { pressedAtMs, file, row } = await captureOnPage(page, db, person.id);
  expect(await db.egressSession.count({ where: { userId: person.id } })).toBe(1);
  const frames = await readClipClock(file);
  const content = describeContent(frames, row.actualStart?.getTime() ?? 0);
  expect(pressedAtMs - content.lastClockMs).toBeLessThanOrEqual(500);
  expect(new Set(frames.map((frame) => `${String(frame.width)}x${String(frame.height)}`)).size).toBeGreaterThan(1);
  // What is missing is exactly what the clip says is missing.
  const gaps = row.gaps as Array<{ startAt: number | string; endAt: number | string }>;
  const told = gaps.map((gap) => [new Date(gap.startAt).getTime(), new Date(gap.endAt).getTime()] as const);
  for (const second of content.missingSeconds) {
    expect(told.some(([from, to]) => second * 1000 + 1000 > from - 200 && second * 1000 < to + 200)).toBe(true);
  }
});
