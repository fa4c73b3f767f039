import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { waitUntilBuffered } from './support/buffered.ts';
import { expectClipReady, joinAsGuest, newestCard } from './support/call.ts';
import { enableBuffer, shareScreen } from './support/sharer.ts';
import { expect, test } from './support/test.ts';

/** Whole journeys of several captures each, on a machine that may be busy. */
test.describe.configure({ timeout: 360_000 });

test('everybody sees the buffer; who captures is told to the sharer; shortcut, title, channel and undo @long', async ({
  sharer,
  community,
  browser,
  db,
  stack,
}) => {
  await db.communityReplayConfig.update({ where: { communityId: community.id }, data: { whoMayCapture: 'ANYONE' } });
  const { page, person } = sharer;
  await shareScreen(page);
  await enableBuffer(page);
  await waitUntilBuffered(db, person.id, 6_000);
  const mia = await joinAsGuest(browser, stack.baseUrl, community, 'Mia Guest', 'moderator');

  await test.step('on joining, and as long as it runs, the buffer is seen', async () => {
    await expect(mia.page.getByRole('status', { name: 'About this call' })).toContainText('Robin Sharer’s screen is kept since');
    await mia.page.getByRole('button', { name: 'Got it' }).click();
    await expect(mia.page.getByRole('status', { name: 'About this call' })).toBeEmpty();
    const indicator = mia.page.getByRole('button', { name: /Replay · Robin Sharer · \d+:\d\d/ });
    const shown = await indicator.innerText();
    await expect(indicator).not.toHaveText(shown);
    await indicator.click();
    await expect(mia.page.getByText(/Kept since/)).toBeVisible();
    await mia.page.keyboard.press('Escape');
  });

  await test.step('the shortcut captures, but not while somebody types', async () => {
    await expect(mia.page.getByRole('button', { name: 'Capture', exact: true })).toBeEnabled();
    await mia.page.keyboard.press('Alt+KeyC');
    const card = await expectClipReady(mia.page);
    await expect(page.getByText('Mia Guest captured a clip')).toBeVisible();
    await expect(page.getByText(/^\d+:\d\d of your share$/)).toBeVisible();
    await card.getByRole('button', { name: 'Undo this capture' }).click();
    await expect(card.getByText('Deleted. Nothing is kept.')).toBeVisible();
    expect(await db.replayClip.count({ where: { userId: mia.person.id } })).toBe(0);
  });

  await test.step('a title and a channel, ending when the dialog was opened', async () => {
    await mia.page.getByRole('button', { name: 'Choose length' }).click();
    await mia.page.getByRole('menuitem', { name: 'Capture with a title…' }).click();
    const dialog = mia.page.getByRole('dialog', { name: 'Capture with a title' });
    const openedAt = Date.now();
    await dialog.getByRole('textbox', { name: 'Title' }).fill('The goal');
    await mia.page.keyboard.press('Alt+KeyC');
    await dialog.getByRole('combobox', { name: 'Put it' }).click();
    await mia.page.getByRole('option', { name: 'in #clips' }).click();
    await dialog.getByRole('button', { name: 'Capture this moment' }).click();
    const card = await expectClipReady(mia.page);
    await expect(card).toContainText('The goal');
    await expect(card).toContainText('posted in #clips');
    // One capture by the dialog and one undone before: typing pressed nothing.
    const captures = await db.capture.findMany({ where: { userId: mia.person.id }, orderBy: { createdAt: 'desc' } });
    expect(captures).toHaveLength(2);
    expect(captures[0]?.requestedEnd.getTime()).toBeLessThanOrEqual(openedAt + 100);
    const clip = await db.replayClip.findFirstOrThrow({ where: { userId: mia.person.id }, include: { messages: true } });
    expect(clip.title).toBe('The goal');
    expect(clip.messages).toHaveLength(1);
    await card.getByRole('button', { name: 'Undo this capture' }).click();
    await expect(card.getByText('Deleted. Nothing is kept.')).toBeVisible();
    expect(await db.message.count({ where: { authorId: mia.person.id } })).toBe(0);
  });

  await test.step('a new shortcut and a new length hold at once', async () => {
    await mia.page.getByRole('button', { name: 'Choose length' }).click();
    await mia.page.getByRole('menuitem', { name: 'Capture settings…' }).click();
    const settings = mia.page.getByRole('dialog', { name: 'Capture settings' });
    await settings.getByRole('textbox', { name: 'Shortcut for Capture' }).press('Control+Shift+F8');
    await expect(settings.getByRole('textbox', { name: 'Shortcut for Capture' })).toHaveValue('Ctrl + Shift + F8');
    await settings.getByRole('combobox', { name: 'One press of Capture keeps' }).click();
    await mia.page.getByRole('option', { name: 'the last 15 s' }).click();
    await expect(settings.getByText('Saved.')).toBeVisible();
    await mia.page.keyboard.press('Escape');
    await expect(settings).toBeHidden();
    await mia.page.keyboard.press('Control+Shift+F8');
    await expectClipReady(mia.page);
    const { requestedStart, requestedEnd } = await db.capture.findFirstOrThrow({
      where: { userId: mia.person.id },
      orderBy: { createdAt: 'desc' },
    });
    expect(requestedEnd.getTime() - requestedStart.getTime()).toBe(15_000);
    expect(await db.userPreferences.findUnique({ where: { userId: mia.person.id } })).toMatchObject({ captureShortcut: 'ctrl+shift+f8' });
  });
  await mia.context.close();
});

test('who may not capture sees why, and an admin’s change takes effect in the open call @long', async ({
  sharer,
  community,
  browser,
  db,
  stack,
}) => {
  const { page, person } = sharer;
  await shareScreen(page);
  await enableBuffer(page);
  await waitUntilBuffered(db, person.id, 4_000);
  const ben = await joinAsGuest(browser, stack.baseUrl, community, 'Ben Guest', 'moderator');
  const capture = ben.page.getByRole('button', { name: 'Capture', exact: true });
  await expect(capture).toBeDisabled();
  await capture.click({ force: true });
  await expect(ben.page.getByRole('dialog')).toContainText('Only Robin Sharer can capture Robin Sharer’s share');
  await ben.page.keyboard.press('Escape');

  const admin = await joinAsGuest(browser, stack.baseUrl, community, 'Ada Admin', 'admin');
  const answer = await admin.page.request.post(`${stack.baseUrl}/api/trpc/admin.communityConfig.patch`, {
    data: { communityId: community.id, whoMayCapture: 'anyone', longestClipSeconds: 60 },
  });
  expect(answer.status()).toBe(200);
  await expect(capture).toBeEnabled();
  await ben.page.getByRole('button', { name: 'Choose length' }).click();
  await expect(ben.page.getByRole('menuitem', { name: '5 min' })).toContainText('Clips of this community are at most 1 min long');
  await ben.page.keyboard.press('Escape');

  const guest = await joinAsGuest(browser, stack.baseUrl, community, 'Nil Member', 'member');
  await expect(guest.page.getByRole('button', { name: 'Capture', exact: true })).toHaveAccessibleDescription(
    /Your role in this community may not/,
  );
  await ben.context.close();
  await admin.context.close();
  await guest.context.close();
});

test('the buffer starts with the share, is captured after the sharer left, and a failure can be tried again @long', async ({
  sharer,
  community,
  browser,
  db,
  stack,
}) => {
  await db.communityReplayConfig.update({
    where: { communityId: community.id },
    data: { whoMayCapture: 'ANYONE', startAutomatically: true },
  });
  const { page, person } = sharer;
  await page.reload();
  await page.getByRole('button', { name: 'Join' }).click();
  await shareScreen(page);
  await waitUntilBuffered(db, person.id, 5_000);
  const mia = await joinAsGuest(browser, stack.baseUrl, community, 'Mia Guest', 'moderator');
  await page.getByRole('button', { name: 'Leave' }).click();
  await expect(mia.page.getByText(/Robin Sharer stopped sharing; capture possible until/)).toBeVisible({ timeout: 30_000 });
  await mia.page.getByRole('button', { name: 'Capture', exact: true }).click();
  await expectClipReady(mia.page);

  // Without the files of the buffer nothing can be cut; with them the same press can be tried again.
  const session = await db.egressSession.findFirstOrThrow({ where: { userId: person.id } });
  const buffer = join(stack.bufferPath, session.segmentPath);
  await rename(buffer, `${buffer}.away`);
  await mia.page.getByRole('button', { name: 'Capture', exact: true }).click();
  const card = newestCard(mia.page);
  await expect(card.getByRole('alert')).toContainText('Not captured', { timeout: 60_000 });
  await rename(`${buffer}.away`, buffer);
  await card.getByRole('button', { name: 'Try again' }).click();
  await expectClipReady(mia.page);
  expect(await db.replayClip.count({ where: { userId: mia.person.id } })).toBe(2);
  await mia.context.close();
});
