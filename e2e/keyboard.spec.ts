import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

/** Accounts of the demo that every start prepares. */
const demo = { email: 'moderator@demo.test', password: 'replay-demo' };
/** More than there is to step through on any page of this journey. */
const mostSteps = 80;

/** An outline or a border that is another without the focus, on the element or what frames it. */
function showsFocus(element: HTMLElement): boolean {
  const framed = [element, element.parentElement, element.parentElement?.parentElement].filter((part) => part instanceof HTMLElement);
  const look = (): string =>
    framed
      .map((part) => getComputedStyle(part))
      .map(({ outlineStyle, outlineColor, borderColor, boxShadow }) => [outlineStyle, outlineColor, borderColor, boxShadow].join())
      .join();
  for (const part of framed) part.style.transition = 'none';
  const focused = look();
  element.blur();
  const rest = look();
  element.focus();
  for (const part of framed) part.style.removeProperty('transition');
  return focused !== rest;
}

/** Steps on until the target has the focus, and shows it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let step = 0; step < mostSteps; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect(await target.evaluate(showsFocus), `${target.toString()} shows the focus`).toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${target.toString()}`);
}

const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState, effect }) => playState === 'running' && Number(effect?.getComputedTiming().duration ?? 0) > 1)
      .map(({ effect }) => (effect instanceof KeyframeEffect ? (effect.target?.outerHTML.slice(0, 120) ?? '') : '')),
  );

test('without a mouse, on a phone, and without anything that moves: sign in, join, capture, find the clip and play it @long', async ({
  page,
  stack,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(stack.baseUrl);
  await tabTo(page, page.getByLabel('Email'));
  await page.keyboard.type(demo.email);
  await tabTo(page, page.getByRole('textbox', { name: 'Password' }));
  await page.keyboard.type(demo.password);
  await page.keyboard.press('Enter');

  await tabTo(page, page.getByRole('main').getByRole('link', { name: /Stage/ }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Join' }));
  await page.keyboard.press('Enter');
  const capture = page.getByRole('button', { name: 'Capture', exact: true });
  await expect(capture).toBeEnabled({ timeout: 30_000 });
  await tabTo(page, capture);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Clip ready')).toBeVisible({ timeout: 60_000 });
  expect(await moving(page)).toEqual([]);

  await tabTo(page, page.getByRole('button', { name: 'Leave' }));
  await page.keyboard.press('Enter');
  await page.goto(`${stack.baseUrl}/clips`);
  // Menus and dialogs are fetched when they are first asked for, and give the focus back where it came from.
  const actions = page.getByRole('button', { name: /^Actions for / }).first();
  await tabTo(page, actions);
  const openMenu = async () => {
    await page.keyboard.press('Enter');
    // The first item has the focus (ARIA APG, menu pattern).
    await expect(page.getByRole('menuitem', { name: 'Download' })).toBeFocused();
  };
  await openMenu();
  await page.keyboard.press('Escape');
  await expect(actions).toBeFocused();
  await openMenu();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(actions).toBeFocused();
  // What is deleted takes the focus with it: the way back is under the hand.
  await openMenu();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(actions).toBeVisible();
  await tabTo(page, page.getByRole('link', { name: /^Play / }).first());
  await page.keyboard.press('Enter');
  const video = page.locator('video');
  await expect(video).toHaveJSProperty('readyState', 4, { timeout: 30_000 });
  await page.keyboard.press('k');
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0.3);
  expect(await moving(page)).toEqual([]);
});
