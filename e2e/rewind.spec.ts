import type { Locator, Page } from '@playwright/test';
import type { Db } from '@reprise/db';
import { readClipClock } from '@reprise/synthetic-share/clip-clock';
import { waitUntilBuffered } from './support/buffered.ts';
import { describeContent } from './support/clip-content.ts';
import { readShownClock } from './support/shown-clock.ts';
import { enableBuffer, shareScreen } from './support/sharer.ts';
import { expect, test } from './support/test.ts';

/** One frame of a share that a busy machine draws 15 times a second. */
const frameMs = 1000 / 15;

test('look back, mark two frames, capture exactly what lies between, and trim that again @long', async ({ sharer, db, stack }) => {
  const { page, person } = sharer;
  await shareScreen(page);
  await enableBuffer(page);
  await waitUntilBuffered(db, person.id, 30_000);

  await page.getByRole('button', { name: 'Rewind' }).click();
  const panel = page.getByRole('dialog', { name: 'Rewind' });
  const position = panel.getByRole('slider', { name: 'Position' });
  const video = panel.locator('video');
  await expect(position).toBeVisible({ timeout: 30_000 });
  await expect(panel.getByRole('button', { name: 'Capture selection' })).toBeDisabled();
  expect(await video.evaluate((element: HTMLVideoElement) => element.muted)).toBe(true);
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState), { timeout: 30_000 }).toBeGreaterThan(1);

  const marks = await test.step('back by keyboard: to the oldest second, on by seconds and frames', async () => {
    await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.paused)).toBe(false);
    await page.keyboard.press('k');
    await expect(panel.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await position.focus();
    await page.keyboard.press('Home');
    const oldest = await readShownClock(video);
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowRight');
    const later = await readShownClock(video);
    expect(later - oldest).toBeGreaterThan(2_500);
    expect(later - oldest).toBeLessThan(5_500);
    await stepUntilChanged(page, video, '.', later);
    const first = await readShownClock(video);
    expect(first).toBeGreaterThan(later);
    await page.keyboard.press('i');
    await expect(panel.getByRole('slider', { name: 'Start of the selection' })).toBeVisible();
    for (let press = 0; press < 9; press += 1) await page.keyboard.press('ArrowRight');
    await stepUntilChanged(page, video, ',', await readShownClock(video));
    const last = await readShownClock(video);
    await page.keyboard.press('o');
    await expect(panel.getByRole('slider', { name: 'End of the selection' })).toBeVisible();
    await expect(panel.getByText(/ s selected/)).toBeVisible();
    return { first, last };
  });

  await test.step('the pictures of the timeline are there, kept in the buffer', async () => {
    await expect
      .poll(
        () =>
          panel
            .locator('img')
            .first()
            .evaluate((image: HTMLImageElement) => image.naturalWidth),
        { timeout: 30_000 },
      )
      .toBe(240);
  });

  await panel.getByLabel('Title').fill('The exact moment');
  await panel.getByRole('button', { name: 'Capture selection' }).click();
  await expect(panel.getByText('Captured.')).toBeVisible();
  await panel.getByRole('button', { name: 'Close rewind' }).click();
  await expect(page.getByLabel('Your captures').getByText('Clip ready').first()).toBeVisible({ timeout: 30_000 });
  const clip = await findClip(db, person.id, 'The exact moment');
  const content = describeContent(await readClipClock(`${stack.storagePath}/${clip.path}`), clip.actualStart.getTime());
  expect(Math.abs(content.firstClockMs - marks.first)).toBeLessThanOrEqual(frameMs);
  expect(Math.abs(content.lastClockMs - marks.last)).toBeLessThanOrEqual(frameMs);
  expect(content.missingSeconds).toEqual([]);

  await test.step('the player page trims it by the frame', async () => {
    await page.goto(`${stack.baseUrl}/clips/${clip.id}`);
    const player = page.locator('video');
    await expect(page.getByRole('heading', { name: 'The exact moment' })).toBeVisible();
    await page.getByRole('button', { name: 'Trim' }).click();
    const trim = page.getByRole('region', { name: 'Trim' });
    const place = trim.getByRole('slider', { name: 'Position' });
    await place.focus();
    for (let press = 0; press < 2; press += 1) await page.keyboard.press('ArrowRight');
    await stepUntilChanged(page, player, '.', await readShownClock(player));
    const first = await readShownClock(player);
    await page.keyboard.press('i');
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowRight');
    await stepUntilChanged(page, player, '.', await readShownClock(player));
    const last = await readShownClock(player);
    await page.keyboard.press('o');
    await trim.getByLabel('Title of the new clip').fill('Shorter');
    await trim.getByRole('button', { name: 'Save as new clip' }).click();
    await expect(trim.getByRole('link', { name: 'Shorter' })).toBeVisible({ timeout: 30_000 });

    const shorter = await findClip(db, person.id, 'Shorter');
    const cut = describeContent(await readClipClock(`${stack.storagePath}/${shorter.path}`), shorter.actualStart.getTime());
    expect(Math.abs(cut.firstClockMs - first)).toBeLessThanOrEqual(frameMs);
    expect(Math.abs(cut.lastClockMs - last)).toBeLessThanOrEqual(frameMs);
    expect(cut.missingSeconds).toEqual([]);
    expect(shorter.capturedAt).toEqual(clip.capturedAt);
    await expectNoDrift(db, person.id);
  });

  await test.step('another poster, another title, and a deletion that was taken back', async () => {
    const before = await findClip(db, person.id, 'The exact moment');
    const choose = page.getByRole('button', { name: 'Use frame as poster' });
    await expect(choose).toBeEnabled({ timeout: 30_000 });
    await choose.click();
    await expect(page.getByText('Poster changed')).toBeVisible();
    const after = await findClip(db, person.id, 'The exact moment');
    expect(after.posterId).not.toBe(before.posterId);
    expect((await page.request.get(`${stack.baseUrl}/file/${after.posterId ?? ''}`)).headers()['content-type']).toBe('image/jpeg');
    expect((await page.request.get(`${stack.baseUrl}/file/${before.posterId ?? ''}`)).status()).toBe(404);
    await expectNoDrift(db, person.id);

    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByLabel('Title', { exact: true }).fill('Renamed');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Renamed' })).toBeVisible();

    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('heading', { name: 'Renamed' })).toBeVisible();
    expect(await db.replayClip.count({ where: { id: clip.id } })).toBe(1);
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    // Leaving is a decision, too.
    await page.goto(`${stack.baseUrl}/clips`);
    await expect.poll(() => db.replayClip.count({ where: { id: clip.id } })).toBe(0);
    await expectNoDrift(db, person.id);
  });
});

test('a share that was published again plays on across the break, and only those who may look back can @long', async ({
  sharer,
  db,
  stack,
}) => {
  const { page, person } = sharer;
  await shareScreen(page);
  await enableBuffer(page);
  await waitUntilBuffered(db, person.id, 15_000);
  await page.getByRole('button', { name: 'Stop sharing' }).click();
  await expect(page.getByRole('button', { name: 'Share screen' })).toBeVisible();
  await shareScreen(page);
  // Longer than the player keeps behind the picture: what is sought back has to be loaded again.
  await waitUntilBuffered(db, person.id, 50_000);
  await page.getByRole('button', { name: 'Rewind' }).click();
  const panel = page.getByRole('dialog', { name: 'Rewind' });
  const position = panel.getByRole('slider', { name: 'Position' });
  const video = panel.locator('video');
  await expect(position).toBeVisible({ timeout: 30_000 });
  await position.focus();
  await page.keyboard.press('Home');
  const oldest = await readShownClock(video);
  await page.keyboard.press('End');
  const newest = await readShownClock(video);
  expect(newest - oldest).toBeGreaterThan(20_000);
  // From before the break to after it, by playing.
  await page.keyboard.press('Home');
  await readShownClock(video);
  await video.evaluate((element: HTMLVideoElement) => {
    element.playbackRate = 4;
    return element.play();
  });
  const session = await db.egressSession.findFirstOrThrow({ where: { userId: person.id } });
  const list = await (await page.request.get(`${stack.baseUrl}/media/sessions/${session.id}/video.m3u8`)).text();
  expect(list).toContain('#EXT-X-DISCONTINUITY\n');
  await expect.poll(() => readShownClock(video), { timeout: 40_000, intervals: [500] }).toBeGreaterThan(newest - 6_000);

  const main = `${stack.baseUrl}/media/sessions/${session.id}/main.m3u8`;
  expect((await fetch(main)).status).toBe(401);
  for (const path of ['..%2f..%2fsession.json', 'video/..%2fsession.json', 'session.json', 'thumbnails/session.json']) {
    expect((await page.request.get(`${stack.baseUrl}/media/sessions/${session.id}/${path}`)).status()).toBe(404);
  }
});

/** Steps by frames until the picture is another one: a busy machine repeats pictures. */
async function stepUntilChanged(page: Page, video: Locator, key: ',' | '.', from: number): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    expect(await readShownClock(video)).not.toBe(from);
  }).toPass({ timeout: 20_000 });
}

async function findClip(db: Db, userId: string, title: string) {
  const clip = await db.replayClip.findFirstOrThrow({ where: { userId, title }, include: { files: true } });
  const path = clip.files.find((file) => file.purpose === 'ORIGINAL')?.storagePath ?? '';
  return { ...clip, path, posterId: clip.files.find((file) => file.purpose === 'POSTER')?.id };
}

/** The quota says exactly what files and reservations add up to. */
async function expectNoDrift(db: Db, userId: string): Promise<void> {
  await expect(async () => {
    const files = await db.file.aggregate({ where: { uploadedById: userId }, _sum: { size: true } });
    const captures = await db.capture.aggregate({ where: { userId }, _sum: { reservedBytes: true } });
    expect(await db.userReplayQuota.findUniqueOrThrow({ where: { userId } })).toMatchObject({
      usedBytes: files._sum.size ?? 0n,
      reservedBytes: captures._sum.reservedBytes ?? 0n,
    });
  }).toPass({ timeout: 10_000 });
}
