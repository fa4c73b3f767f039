import { expect, type Page } from '@playwright/test';
import type { Lookers } from './lookers.ts';
import { type PageCase, type PageState, pathOf } from './pages.ts';

/** Every query of the browser is refused: the state in which the server has failed. */
const failure = JSON.stringify([
  { error: { message: 'Something went wrong', code: -32603, data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, replay: null } } },
]);

/** Opens a page in a state, once nothing on it waits any more. */
export async function openPage(lookers: Lookers, baseUrl: string, page: PageCase, state: PageState): Promise<Page> {
  const looker = state === 'empty' && page.empty ? page.empty : page.full;
  const tab = await lookers.contextOf(looker).newPage();
  if (state === 'error') {
    await tab.route('**/api/trpc/**', (route) => route.fulfill({ status: 500, contentType: 'application/json', body: failure }));
  }
  await tab.goto(`${baseUrl}${pathOf(page, state, lookers.at)}`);
  await expect(tab.locator('main').first()).toBeVisible();
  if (state === 'full') await page.prepare?.(tab);
  await expect(tab.locator('[aria-busy="true"]')).toHaveCount(0);
  if (state === 'error') await expect(tab.getByRole('main').getByRole('alert').first()).toBeVisible();
  return tab;
}

/** Lets the page follow a system of this theme. */
export async function setTheme(tab: Page, scheme: 'light' | 'dark'): Promise<void> {
  await tab.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await expect(tab.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
  // Until a colour has changed it is between both themes.
  await expect.poll(() => tab.evaluate(() => document.getAnimations().filter((change) => change instanceof CSSTransition).length)).toBe(0);
}
