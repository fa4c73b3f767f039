import { stat } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { createCommunity } from './support/community.ts';
import { makeSampleMedia, type SampleMedia, seedClips } from './support/library.ts';
import { expectPlaying, openShare } from './support/clips-page.ts';
import { signIn, signUp } from './support/person.ts';
import { enableBuffer, shareScreen } from './support/sharer.ts';
import { expect, test } from './support/test.ts';

let media: SampleMedia;
test.beforeAll(async () => {
  media = await makeSampleMedia(test.info().outputPath());
});

const card = (page: Page, title: string): Locator =>
  page.getByRole('list', { name: 'Clips' }).getByRole('listitem').filter({ hasText: title });

test('clips are searched, filtered, chosen and deleted, and what is undone stays @long', async ({
  stack,
  db,
  community,
  context,
  page,
}) => {
  const person = await signUp(stack.baseUrl, 'Ada Collector');
  await community.join(person.id, 'moderator');
  await signIn(context, stack.baseUrl, person);
  const titles = [...Array.from({ length: 26 }, (_, index) => `Round ${String(index + 1)}`), 'A goal with 100%', 'Another GOAL'];
  const seeded = { userId: person.id, communityId: community.id, roomName: community.voiceChannelId };
  await seedClips(db, stack.storagePath, media, { ...seeded, titles });

  await page.goto(`${stack.baseUrl}/clips`);
  await expect(page.getByText('28 clips')).toBeVisible();
  const clips = page.getByRole('list', { name: 'Clips' }).getByRole('listitem');
  await expect(clips).toHaveCount(24);
  await page.getByRole('button', { name: 'Show more' }).press('Enter');
  await expect(clips).toHaveCount(28);

  await test.step('the address holds what is looked for', async () => {
    await page.getByRole('textbox', { name: 'Search' }).fill('goal');
    await expect(page.getByText('2 clips')).toBeVisible();
    await page.getByRole('textbox', { name: 'Search' }).fill('100%');
    await expect(page.getByText('1 clip', { exact: true })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('textbox', { name: 'Search' })).toHaveValue('100%');
    await expect(clips).toHaveCount(1);
    await page.getByRole('textbox', { name: 'Search' }).fill('no such title');
    await expect(page.getByText('No clips match')).toBeVisible();
    await page.getByRole('link', { name: 'Show all clips' }).click();
    await expect(page.getByText('28 clips')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Search' })).toHaveValue('');
  });

  await test.step('the second page is a place of its own', async () => {
    await page.goto(`${stack.baseUrl}/clips?page=2`);
    await expect(clips).toHaveCount(4);
    await page.getByRole('link', { name: 'Page 1', exact: true }).click();
    await expect(clips).toHaveCount(24);
  });

  await test.step('a hovered poster shows the clip', async () => {
    const picture = card(page, 'Round 1')
      .first()
      .getByRole('link', { name: /^Play / });
    await picture.hover();
    await expect(picture.locator('[data-picture]')).toHaveCount(1);
  });

  await test.step('a range is deleted, undone, and deleted', async () => {
    await page.getByRole('checkbox', { name: 'Select Round 2', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Select Round 5', exact: true }).click({ modifiers: ['Shift'] });
    await expect(page.getByText(/^4 selected/)).toBeVisible();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(card(page, 'Round 3')).toBeHidden();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('checkbox', { name: 'Select Round 3', exact: true })).toBeAttached();
    expect(await db.replayClip.count({ where: { userId: person.id } })).toBe(28);
    await page.getByRole('checkbox', { name: 'Select Round 3', exact: true }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(() => db.replayClip.count({ where: { userId: person.id } }), { timeout: 30_000 }).toBe(27);
    await expect(page.getByText('27 clips')).toBeVisible();
  });

  await test.step('a day is typed, a community and an order are chosen; the address and the list follow', async () => {
    const other = await createCommunity(db);
    await other.join(person.id, 'moderator');
    const elsewhere = { userId: person.id, communityId: other.id, roomName: other.voiceChannelId };
    const newestAt = new Date('2024-06-15T12:00:00Z');
    await seedClips(db, stack.storagePath, media, { ...elsewhere, titles: ['Long ago'], newestAt });
    await page.goto(`${stack.baseUrl}/clips`);
    await expect(page.getByText('28 clips')).toBeVisible();
    const from = page.getByLabel('From', { exact: true });
    // Key by key: month, day, year.
    await from.pressSequentially('01022025');
    await expect(from).toHaveValue('2025-01-02');
    await expect(page).toHaveURL(/\/clips\?from=2025-01-02$/);
    await expect(page.getByText('27 clips')).toBeVisible();

    const [where, order] = [page.getByRole('combobox', { name: 'Community' }), page.getByRole('combobox', { name: 'Order' })];
    await where.selectOption(other.id);
    await order.selectOption('oldest');
    await expect(page).toHaveURL(`${stack.baseUrl}/clips?community=${other.id}&from=2025-01-02&sort=oldest`);
    await expect(page.getByText('No clips match')).toBeVisible();
    await from.fill('');
    await expect(page.getByText('1 clip', { exact: true })).toBeVisible();
    await expect(clips.first()).toContainText('Long ago');

    await where.selectOption('');
    await expect(page).toHaveURL(/\/clips\?sort=oldest$/);
    await expect(clips.first()).toContainText('Long ago');
    await expect(clips.nth(1)).toContainText('Another GOAL');
    await page.goto(`${stack.baseUrl}/clips?q=goal`);
    await page.getByRole('link', { name: 'My clips' }).click();
    await expect(page.getByRole('textbox', { name: 'Search' })).toHaveValue('');
    await page.goBack();
    await expect(page.getByRole('textbox', { name: 'Search' })).toHaveValue('goal');
    await expect(page.getByText('2 clips')).toBeVisible();
  });
});

test('a public link plays on a phone without cookies, and ends when it is revoked; a file is made to a size', async ({
  stack,
  db,
  community,
  context,
  page,
  browser,
}) => {
  const person = await signUp(stack.baseUrl, 'Lin Linker');
  await community.join(person.id, 'moderator');
  await signIn(context, stack.baseUrl, person);
  const seeded = { userId: person.id, communityId: community.id, roomName: community.voiceChannelId };
  await seedClips(db, stack.storagePath, media, { ...seeded, titles: ['The best moment'] });
  await page.goto(`${stack.baseUrl}/clips`);
  const dialog = await openShare(page, 'The best moment');
  await dialog.getByRole('tab', { name: 'Public link' }).click();
  await dialog.getByRole('button', { name: 'Make link' }).click();
  const url = await dialog.getByLabel('New link').inputValue();

  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  const visit = await phone.newPage();
  const response = await visit.goto(url);
  expect(response?.headers()['x-robots-tag']).toContain('noindex');
  await expect(visit.getByRole('heading', { name: 'The best moment' })).toBeVisible();
  expect(await visit.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  const video = visit.locator('video');
  await video.evaluate((element: HTMLVideoElement) => element.play());
  await expectPlaying(video);
  expect(await phone.cookies()).toEqual([]);
  await expect(visit.locator('meta[property="og:title"]')).toHaveAttribute('content', 'The best moment');
  const source = (await visit.locator('meta[property="og:video"]').getAttribute('content')) ?? '';
  const part = await visit.request.get(source, { headers: { range: 'bytes=0-99' } });
  expect([part.status(), part.headers()['content-length'], part.headers()['x-robots-tag']]).toEqual([
    206,
    '100',
    'noindex, nofollow, noimageindex',
  ]);
  const poster = (await visit.locator('meta[property="og:image"]').getAttribute('content')) ?? '';
  expect((await visit.request.get(poster)).headers()['content-type']).toBe('image/jpeg');

  await test.step('the community may forbid it for a while', async () => {
    await db.communityReplayConfig.update({ where: { communityId: community.id }, data: { publicLinksAllowed: false } });
    await visit.reload();
    await expect(visit.getByText('This link does not work now')).toBeVisible();
    expect((await visit.request.get(source)).status()).toBe(410);
    await db.communityReplayConfig.update({ where: { communityId: community.id }, data: { publicLinksAllowed: true } });
  });
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('dialog', { name: 'Revoke this link?' }).getByRole('button', { name: 'Revoke link' }).click();
  await expect(dialog.getByText('Revoked')).toBeVisible();
  await visit.reload();
  await expect(visit.getByText('This link was withdrawn')).toBeVisible();
  expect((await visit.request.get(source)).status()).toBe(410);
  expect((await visit.request.get(poster)).status()).toBe(410);
  await phone.close();

  await test.step('a file below one megabyte', async () => {
    await dialog.getByRole('tab', { name: 'File' }).click();
    await dialog.getByText('Other', { exact: true }).click();
    await dialog.getByRole('textbox', { name: 'Megabytes', exact: true }).fill('1');
    await dialog.getByRole('button', { name: 'Make file' }).click();
    const link = dialog.getByRole('link', { name: 'Download file' });
    await expect(link).toBeVisible({ timeout: 90_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const { size } = await stat(await download.path());
    expect(size).toBeLessThanOrEqual(1_000_000);
    expect(size).toBeGreaterThan(300_000);
  });
});

test('a full quota says so and what helps; freed, one goes on @long', async ({ sharer, stack, db, community }) => {
  const { page, person, context } = sharer;
  const seeded = { userId: person.id, communityId: community.id, roomName: community.voiceChannelId };
  await seedClips(db, stack.storagePath, media, { ...seeded, titles: ['Old one', 'Old two'] });
  const { usedBytes } = await db.userReplayQuota.findUniqueOrThrow({ where: { userId: person.id } });
  await db.userReplayQuota.update({ where: { userId: person.id }, data: { quotaBytes: usedBytes } });
  await shareScreen(page);
  await page.getByRole('button', { name: 'Enable replay buffer' }).click();
  await expect(page.getByText(/Your clips fill your quota/)).toBeVisible();

  const library = await context.newPage();
  await library.goto(`${stack.baseUrl}/clips`);
  await expect(library.getByText(/Your quota is full/)).toBeVisible();
  await library.getByRole('button', { name: 'Select all shown' }).click();
  await library.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(library.getByText('No clips yet')).toBeVisible();
  // Leaving carries out what could be undone.
  await library.goto(`${stack.baseUrl}/`);
  await expect.poll(async () => (await db.userReplayQuota.findUniqueOrThrow({ where: { userId: person.id } })).usedBytes).toBe(0n);
  await page.bringToFront();
  await enableBuffer(page);
});
