import type { Browser, BrowserContext } from '@playwright/test';
import type { Db } from '@reprise/db';
import { createCommunity } from './community.ts';
import { signIn, signUp } from './person.ts';

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
}

/** A page with who sees it full, and who empty; `error` is asked for where it loads something. */
export interface PageCase {
  name: string;
  path: (at: Places) => string;
  full: Looker;
  empty?: Looker;
  /** Where the empty state is another address. */
  emptyPath?: (at: Places) => string;
  /** False: nothing is loaded that could fail. */
  loads?: boolean;
}

const settings = (section: string): Pick<PageCase, 'name' | 'path' | 'full' | 'empty' | 'emptyPath'> => ({
  name: `settings-${section}`,
  path: ({ demoId }) => `/communities/${demoId}/settings/${section}`,
  full: 'communityAdmin',
  empty: 'owner',
  emptyPath: ({ ownCommunityId }) => `/communities/${ownCommunityId}/settings/${section}`,
});

/** Every page of the product. A new page belongs here: pictures are taken and accessibility is checked of all of them. */
export const pages: readonly PageCase[] = [
  { name: 'sign-in', path: () => '/sign-in', full: 'nobody', loads: false },
  { name: 'sign-up', path: () => '/sign-up', full: 'nobody', loads: false },
  { name: 'home', path: () => '/', full: 'communityAdmin', empty: 'newcomer' },
  { name: 'my-clips', path: () => '/clips', full: 'communityAdmin', empty: 'newcomer' },
  { name: 'call', path: ({ loungeId }) => `/call/${loungeId}`, full: 'communityAdmin', loads: false },
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
  return (state === 'empty' ? (page.emptyPath ?? page.path) : page.path)(at);
}

/** Browsers for everybody who looks, signed in once, and the ids of what they look at. */
export interface Lookers {
  at: Places;
  contextOf(looker: Looker): BrowserContext;
  close(): Promise<void>;
}

const demoPassword = 'replay-demo';

export async function openLookers(browser: Browser, db: Db, baseUrl: string): Promise<Lookers> {
  const contexts = new Map<Looker, BrowserContext>();
  const open = async (looker: Looker, account: { email: string; password: string } | null): Promise<void> => {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    if (account) await signIn(context, baseUrl, account);
    contexts.set(looker, context);
  };
  const owner = await signUp(baseUrl, 'Olga Owner');
  const own = await createCommunity(db);
  await own.join(owner.id, 'admin');
  await open('nobody', null);
  await open('newcomer', await signUp(baseUrl, 'Nora Newcomer'));
  await open('owner', owner);
  await open('member', { email: 'member@demo.test', password: demoPassword });
  await open('communityAdmin', { email: 'community-admin@demo.test', password: demoPassword });
  await open('instanceAdmin', { email: 'admin@demo.test', password: demoPassword });
  const demo = await db.community.findFirstOrThrow({ where: { name: 'Demo' }, include: { channels: true } });
  const channel = (name: string): string => {
    const found = demo.channels.find((candidate) => candidate.name === name);
    if (!found) throw new Error(`The demo has no channel ${name}`);
    return found.id;
  };
  return {
    at: {
      demoId: demo.id,
      loungeId: channel('Lounge'),
      stageId: channel('Stage'),
      clipsChannelId: channel('clips'),
      ownCommunityId: own.id,
    },
    contextOf: (looker) => {
      const context = contexts.get(looker);
      if (!context) throw new Error(`Nobody looks as ${looker}`);
      return context;
    },
    close: async () => {
      for (const context of contexts.values()) await context.close();
    },
  };
}
