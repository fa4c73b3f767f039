import AxeBuilder from '@axe-core/playwright';
import { type Lookers, openLookers } from './support/lookers.ts';
import { openPage, setTheme } from './support/open-page.ts';
import { pages, statesOf } from './support/pages.ts';
import { expect, test } from './support/test.ts';

const schemes = ['light', 'dark'] as const;
let lookers: Lookers;

test.beforeAll(async ({ browser, db, stack }) => {
  lookers = await openLookers(browser, db, stack);
});
test.afterAll(() => lookers.close());

for (const page of pages) {
  for (const state of statesOf(page)) {
    test(`${page.name}, ${state}, can be used by everybody, in both themes${state === 'full' ? '' : ' @long'}`, async ({ stack }) => {
      const grave: unknown[] = [];
      const tab = await openPage(lookers, stack.baseUrl, page, state);
      for (const scheme of schemes) {
        await setTheme(tab, scheme);
        // Media Chrome's names say what the numbers mean; axe wants the numbers in the name.
        const { violations } = await new AxeBuilder({ page: tab })
          .exclude('media-time-display')
          .exclude('media-playback-rate-button')
          .analyze();
        for (const { id, impact, nodes } of violations) {
          if (impact !== 'serious' && impact !== 'critical') continue;
          grave.push({ scheme, id, where: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`) });
        }
      }
      await tab.close();
      expect(grave).toEqual([]);
    });
  }
}

test('on a phone nothing is wider than the screen', async ({ stack }) => {
  for (const page of pages) {
    const tab = await openPage(lookers, stack.baseUrl, page, 'full');
    await tab.setViewportSize({ width: 360, height: 740 });
    // What is cut off cannot be scrolled to either: the parts of a page count too.
    const parts = 'html, main, header, nav, [role="group"], [role="dialog"]';
    const widest = await tab
      .locator(parts)
      .evaluateAll((found) => Math.max(...found.map((element) => Math.max(element.scrollWidth, element.getBoundingClientRect().right))));
    expect({ page: page.name, widest: Math.round(widest) }).toEqual({ page: page.name, widest: 360 });
    await tab.close();
  }
});
