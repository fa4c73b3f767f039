import { expect, type Page } from '@playwright/test';

/** Who looks at a page. `newcomer` is in no community; `owner` is the admin of one that nothing has happened in. */
export type Looker = 'nobody' | 'newcomer' | 'owner' | 'member' | 'communityAdmin' | 'instanceAdmin';

/** What is in a page: things, nothing yet, or the news that the server failed. */
export type PageState = 'full' | 'empty' | 'error';

/** Ids that the addresses of pages are made of. */
export interface Places {
  demoId: string;
  loungeId: string;
  /** Where the demo's presenter shares once somebody is there. */
  stageId: string;
  clipsChannelId: string;
  ownCommunityId: string;
  ownChannelId: string;
  /** A clip of the community admin, shared in the demo's text channel. */
  clipId: string;
  /** A public link to it. */
  linkPath: string;
}

/** A page with who sees it full, and who empty; `error` is asked for where it loads something. */
export interface PageCase {
  name: string;
  path: (at: Places) => string;
  full: Looker;
  empty?: Looker;
  /** Where the empty state is another address. */
  emptyPath?: (at: Places) => string;
  /** Where the error state is another address: what the server answers with the page itself cannot fail in the browser. */
  errorPath?: (at: Places) => string;
  /** False: nothing is loaded by the browser that could fail. */
  loads?: boolean;
  /** What is pressed until the page shows what it is for. */
  prepare?: (tab: Page) => Promise<void>;
}

const settings = (section: string): Pick<PageCase, 'name' | 'path' | 'full' | 'empty' | 'emptyPath'> => ({
  name: `settings-${section}`,
  path: ({ demoId }) => `/communities/${demoId}/settings/${section}`,
  full: 'communityAdmin',
  empty: 'owner',
  emptyPath: ({ ownCommunityId }) => `/communities/${ownCommunityId}/settings/${section}`,
});

const join = async (tab: Page): Promise<void> => {
  await tab.getByRole('button', { name: 'Join' }).click();
  await expect(tab.getByRole('button', { name: 'Leave' })).toBeVisible({ timeout: 20_000 });
};

/** Joins the call in which the demo's presenter shares, once it is kept. */
export async function joinStage(tab: Page): Promise<void> {
  await join(tab);
  await expect(tab.getByRole('button', { name: /Replay · Presenter/ })).toBeVisible({ timeout: 60_000 });
}

/** Every page of the product. A new page belongs here: pictures are taken and accessibility is checked of all of them. */
export const pages: readonly PageCase[] = [
  { name: 'sign-in', path: () => '/sign-in', full: 'nobody', loads: false },
  { name: 'sign-up', path: () => '/sign-up', full: 'nobody', loads: false },
  { name: 'home', path: () => '/', full: 'communityAdmin', empty: 'newcomer', loads: false },
  // Days are those of the browser's time zone: such a list is asked for by the browser.
  { name: 'my-clips', path: () => '/clips', full: 'communityAdmin', empty: 'newcomer', errorPath: () => '/clips?from=2000-01-01' },
  { name: 'clip', path: ({ clipId }) => `/clips/${clipId}`, full: 'communityAdmin' },
  { name: 'clip-gone', path: () => '/clips/no-such-clip', full: 'communityAdmin', loads: false },
  { name: 'public-clip', path: ({ linkPath }) => linkPath, full: 'nobody', loads: false },
  { name: 'public-clip-ended', path: () => '/c/no-such-link', full: 'nobody', loads: false },
  {
    name: 'channel',
    path: ({ clipsChannelId }) => `/channels/${clipsChannelId}`,
    full: 'communityAdmin',
    empty: 'owner',
    emptyPath: ({ ownChannelId }) => `/channels/${ownChannelId}`,
  },
  { name: 'call', path: ({ loungeId }) => `/call/${loungeId}`, full: 'communityAdmin', loads: false },
  { name: 'call-alone', path: ({ loungeId }) => `/call/${loungeId}`, full: 'communityAdmin', loads: false, prepare: join },
  {
    name: 'call-buffered',
    path: ({ stageId }) => `/call/${stageId}`,
    full: 'communityAdmin',
    loads: false,
    prepare: joinStage,
  },
  {
    name: 'rewind',
    path: ({ stageId }) => `/call/${stageId}`,
    full: 'communityAdmin',
    loads: false,
    prepare: async (tab) => {
      await join(tab);
      await tab.getByRole('button', { name: 'Rewind' }).click({ timeout: 60_000 });
      const panel = tab.getByRole('dialog', { name: 'Rewind' });
      await expect(panel.getByRole('slider', { name: 'Position' })).toBeVisible({ timeout: 30_000 });
      await expect(panel.locator('video')).toHaveJSProperty('readyState', 4, { timeout: 30_000 });
    },
  },
  { name: 'profile', path: () => '/profile', full: 'communityAdmin', loads: false },
  { name: 'join', path: () => '/join/demo', full: 'newcomer' },
  settings('replay'),
  settings('roles'),
  settings('members'),
  settings('channels'),
  settings('invites'),
  settings('usage'),
  settings('audit'),
  { name: 'settings-denied', path: ({ demoId }) => `/communities/${demoId}/settings/replay`, full: 'member', loads: false },
  { name: 'admin-people', path: () => '/admin/people', full: 'instanceAdmin' },
  { name: 'admin-communities', path: () => '/admin/communities', full: 'instanceAdmin' },
  { name: 'admin-recorders', path: () => '/admin/recorders', full: 'instanceAdmin' },
  { name: 'admin-captures', path: () => '/admin/captures', full: 'instanceAdmin' },
  { name: 'admin-audit', path: () => '/admin/audit', full: 'instanceAdmin' },
  { name: 'admin-denied', path: () => '/admin/people', full: 'member', loads: false },
  { name: 'not-found', path: () => '/no/such/page', full: 'communityAdmin', loads: false },
];

/** The states a page is looked at in. */
export function statesOf(page: PageCase): PageState[] {
  return ['full', ...(page.empty ? (['empty'] as const) : []), ...(page.loads === false ? [] : (['error'] as const))];
}

/** The address of a page in a state. */
export function pathOf(page: PageCase, state: PageState, at: Places): string {
  const paths = { full: page.path, empty: page.emptyPath ?? page.path, error: page.errorPath ?? page.path };
  return paths[state](at);
}
