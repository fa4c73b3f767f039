import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type Lookers, openLookers } from './support/lookers.ts';
import { openPage, setTheme } from './support/open-page.ts';
import { overlayPages } from './support/overlays.ts';
import { pages, statesOf } from './support/pages.ts';
import { expect, test } from './support/test.ts';

const schemes = ['light', 'dark'] as const;
/** One of each kind; the others, and the other states, are @long. */
const always = new Set([
  'sign-in',
  'home',
  'my-clips',
  'clip',
  'public-clip',
  'channel',
  'call',
  'call-buffered',
  'rewind',
  'settings-replay',
  'clip menu',
  'capture picker',
]);
const phone = { width: 360, height: 740 };
let lookers: Lookers;

test.beforeAll(async ({ browser, db, stack }) => {
  lookers = await openLookers(browser, db, stack);
});
test.afterAll(() => lookers.close());

for (const page of [...pages, ...overlayPages]) {
  for (const state of statesOf(page)) {
    const tag = state === 'full' && always.has(page.name) ? '' : ' @long';
    test(`${page.name}, ${state}, can be used by everybody, in both themes and on a phone${tag}`, async ({ stack }) => {
      const tab = await openPage(lookers, stack.baseUrl, page, state);
      for (const scheme of schemes) {
        await setTheme(tab, scheme);
        expect({ scheme, grave: await graveProblems(tab) }).toEqual({ scheme, grave: [] });
      }
      await tab.setViewportSize(phone);
      await expect.poll(() => rightEdge(tab)).toBeLessThanOrEqual(phone.width);
      await tab.close();
    });
  }
}

async function graveProblems(tab: Page): Promise<unknown[]> {
  // Media Chrome's names say what the numbers mean; axe wants the numbers in the name.
  const { violations } = await new AxeBuilder({ page: tab }).exclude('media-time-display').exclude('media-playback-rate-button').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, where: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`) }));
}

/** How far the page and its parts reach; what is cut off cannot be scrolled to. */
function rightEdge(tab: Page): Promise<number> {
  return tab
    .locator('html, main, header, nav, [role="group"], [role="dialog"]')
    .evaluateAll((parts) =>
      Math.round(Math.max(document.documentElement.scrollWidth, ...parts.map((part) => part.getBoundingClientRect().right))),
    );
}
