import { type Browser, type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import type { TestCommunity } from './community.ts';
import { type Person, signIn, signUp } from './person.ts';
import { joinCall } from './sharer.ts';

/** Somebody else in the call, in a browser context of their own. */
export interface Guest {
  person: Person;
  page: Page;
  context: BrowserContext;
}

/** Signs somebody up, makes them a member of the community and joins its call. */
export async function joinAsGuest(
  browser: Browser,
  baseUrl: string,
  community: TestCommunity,
  name: string,
  role: 'member' | 'moderator' | 'admin',
): Promise<Guest> {
  const person = await signUp(baseUrl, name);
  await community.join(person.id, role);
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  await signIn(context, baseUrl, person);
  const page = await context.newPage();
  await joinCall(page, baseUrl, community.voiceChannelId);
  return { person, page, context };
}

/** The newest card of one's captures. */
export function newestCard(page: Page): Locator {
  return page.getByLabel('Your captures').getByRole('article').first();
}

/** Waits until the newest card holds a finished clip. */
export async function expectClipReady(page: Page): Promise<Locator> {
  const card = newestCard(page);
  await expect(card.getByText('Clip ready')).toBeVisible({ timeout: 120_000 });
  return card;
}
