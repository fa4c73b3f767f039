import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from '@playwright/test';
import type { Db } from '@reprise/db';
import { z } from 'zod';
import { createCommunity } from './community.ts';
import { makeSampleMedia, seedClips } from './library.ts';
import type { Looker, Places } from './pages.ts';
import { signIn, signUp } from './person.ts';
import type { TestStack } from './stack.ts';

/** Browsers for everybody who looks, signed in once, and the ids of what they look at. */
export interface Lookers {
  at: Places;
  contextOf(looker: Looker): BrowserContext;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const demoPassword = 'replay-demo';
const titles = ['The last-second save', 'What a move', 'How the build broke', 'Design review: the new timeline', 'A lucky bounce'];
const madeLink = z.object({ result: z.object({ data: z.object({ path: z.string() }) }) });

export async function openLookers(browser: Browser, db: Db, stack: TestStack): Promise<Lookers> {
  const { baseUrl } = stack;
  const contexts = new Map<Looker, BrowserContext>();
  const open = async (looker: Looker, account: { email: string; password: string } | null): Promise<BrowserContext> => {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    if (account) await signIn(context, baseUrl, account);
    contexts.set(looker, context);
    return context;
  };
  const owner = await signUp(baseUrl, 'Olga Owner');
  const own = await createCommunity(db, { name: 'Book club' });
  await own.join(owner.id, 'admin');
  await open('nobody', null);
  await open('newcomer', await signUp(baseUrl, 'Nora Newcomer'));
  await open('owner', owner);
  await open('member', { email: 'member@demo.test', password: demoPassword });
  const admin = await open('communityAdmin', { email: 'community-admin@demo.test', password: demoPassword });
  await open('instanceAdmin', { email: 'admin@demo.test', password: demoPassword });
  const demo = await db.community.findFirstOrThrow({ where: { name: 'Demo' }, include: { channels: true } });
  const channel = (name: string): string => {
    const found = demo.channels.find((candidate) => candidate.name === name);
    if (!found) throw new Error(`The demo has no channel ${name}`);
    return found.id;
  };
  const at = { demoId: demo.id, loungeId: channel('Lounge'), stageId: channel('Stage'), clipsChannelId: channel('clips') };
  const clipId = await addLibrary(db, stack, at);
  const answer = await admin.request.post(`${baseUrl}/api/trpc/links.create`, {
    headers: { origin: baseUrl },
    data: { clipId, expiresInHours: null },
  });
  const { path: linkPath } = madeLink.parse(await answer.json()).result.data;
  return {
    at: { ...at, ownCommunityId: own.id, ownChannelId: own.textChannelId, clipId, linkPath },
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

/** Clips of the demo's community admin, the first of them shared in the text channel; answers its id. */
async function addLibrary(db: Db, stack: TestStack, at: Pick<Places, 'demoId' | 'stageId' | 'clipsChannelId'>): Promise<string> {
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { email: 'community-admin@demo.test' } });
  const directory = await mkdtemp(join(tmpdir(), 'reprise-sample-'));
  const ids: string[] = [];
  for (const [index, title] of titles.entries()) {
    const media = await makeSampleMedia(directory, index);
    const newestAt = new Date(Date.now() - index * HOUR_MS);
    const clip = { userId, communityId: at.demoId, roomName: at.stageId, titles: [title], newestAt };
    ids.push(...(await seedClips(db, stack.storagePath, media, clip)));
  }
  await rm(directory, { recursive: true, force: true });
  const [clipId] = ids;
  if (clipId === undefined) throw new Error('No clip was made');
  const member = await db.user.findUniqueOrThrow({ where: { email: 'member@demo.test' } });
  await db.message.create({
    data: { channelId: at.clipsChannelId, authorId: userId, text: 'Two seconds before the whistle', clipId, hadClip: true },
  });
  await db.message.create({ data: { channelId: at.clipsChannelId, authorId: member.id, text: 'I still cannot believe it' } });
  return clipId;
}
