import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { captureOnPage } from './support/capture.ts';
import { expectPlaying, openShare } from './support/clips-page.ts';
import { type Person, signUpOnPage } from './support/person.ts';
import { enableBuffer, openSharer, shareScreen } from './support/sharer.ts';
import { expect, test } from './support/test.ts';

/** Signs up, founds a community and makes a link into it, all by the pages. */
async function foundCommunity(
  door: Page,
  baseUrl: string,
): Promise<{ person: Pick<Person, 'email' | 'password'>; name: string; link: string }> {
  await door.goto(`${baseUrl}/sign-up`);
  const person = await signUpOnPage(door, 'Robin Sharer');
  const name = `Movie nights ${randomUUID().slice(0, 8)}`;
  await door.getByRole('button', { name: 'Create a community' }).click();
  await door.getByRole('textbox', { name: 'Name' }).fill(name);
  await door.getByRole('button', { name: 'Create', exact: true }).click();
  await door.getByRole('button', { name: `Options of ${name}` }).click();
  await door.getByRole('menuitem', { name: 'Invite people' }).click();
  await door.getByRole('button', { name: 'Create link' }).click();
  return { person, name, link: await door.getByRole('textbox', { name: 'New link' }).inputValue() };
}

test('a newcomer signs up, founds a community, captures and shares in its channel; somebody invited sees it live and plays it there', async ({
  page: door,
  stack,
  db,
  browser,
}) => {
  const founded = await foundCommunity(door, stack.baseUrl);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const channel = await context.newPage();
  await channel.goto(founded.link);
  await channel.getByRole('link', { name: 'Create an account' }).click();
  await signUpOnPage(channel, 'Kim Reader');
  await channel.getByRole('button', { name: `Join ${founded.name}` }).click();
  await channel.getByRole('main').getByRole('link', { name: 'general' }).click();
  await expect(channel.getByRole('heading', { name: '# general' })).toBeVisible();
  await expect(channel.getByText('Nothing here yet')).toBeVisible();

  const { channels } = await db.community.findFirstOrThrow({ where: { name: founded.name }, include: { channels: true } });
  const idOf = (kind: 'VOICE' | 'TEXT'): string => channels.find((candidate) => candidate.kind === kind)?.id ?? '';
  const { id: personId } = await db.user.findUniqueOrThrow({ where: { email: founded.person.email } });
  const sharer = await openSharer(stack.baseUrl, founded.person, idOf('VOICE'));
  const { page } = sharer;
  await shareScreen(page);
  await enableBuffer(page);
  const { row } = await captureOnPage(page, db, personId);
  const title = row.clip?.title ?? '';
  await page.goto(`${stack.baseUrl}/clips`);
  const dialog = await openShare(page, title);
  await dialog.getByLabel('Comment').fill('Look at this');
  await dialog.getByRole('button', { name: 'Share in channel' }).click();
  await expect(dialog.getByText('Shared.')).toBeVisible();

  const message = channel.getByRole('listitem', { name: 'Message by Robin Sharer' });
  await expect(message.getByText('Look at this')).toBeVisible();
  // Others wait for the version that holds nothing before the start.
  await message.getByRole('button', { name: /^Play / }).click({ timeout: 60_000 });
  await expectPlaying(message.locator('video'));

  await test.step('an answer arrives at once, and a link leads to it', async () => {
    await channel.getByLabel('Message to general').fill('Great one');
    await channel.keyboard.press('Enter');
    await page.goto(`${stack.baseUrl}/channels/${idOf('TEXT')}`);
    const answer = page.getByRole('listitem', { name: 'Message by Kim Reader' });
    await expect(answer).toContainText('Great one');
    const { id } = await db.message.findFirstOrThrow({ where: { channelId: idOf('TEXT'), text: 'Great one' } });
    await page.goto(`${stack.baseUrl}/channels/${idOf('TEXT')}?message=${id}`);
    await expect(answer).toHaveAttribute('data-linked', 'true');
    // An admin keeps order.
    await answer.getByRole('button', { name: /Actions/ }).click();
    await page.getByRole('menuitem', { name: 'Delete message' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(channel.getByText('Great one')).toBeHidden();
  });

  await test.step('the clip deleted, the message says so', async () => {
    await page.goto(`${stack.baseUrl}/clips`);
    await page.getByRole('button', { name: `Actions for ${title}` }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(channel.getByText('Clip deleted')).toBeVisible({ timeout: 30_000 });
  });
  await sharer.close();
  await context.close();
});
