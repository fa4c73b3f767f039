import { test as base } from '@playwright/test';
import type { Db } from '@reprise/db';
import { createCommunity, type TestCommunity } from './community.ts';
import { type Person, signUp } from './person.ts';
import { openSharer, type Sharer } from './sharer.ts';
import { openTestDb, readTestStack, type TestStack } from './stack.ts';

interface WorkerFixtures {
  stack: TestStack;
  db: Db;
}

interface TestFixtures {
  community: TestCommunity;
  /** Somebody who may enable the buffer and capture, in a call of their own, with the clock tab ready to share. */
  sharer: Sharer & { person: Person };
}

/** A test with a running product, a community of its own and somebody to share. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  stack: [
    // Playwright reads the fixtures that are wanted from the pattern: none.
    async ({}, use) => {
      await use(readTestStack());
    },
    { scope: 'worker' },
  ],
  db: [
    async ({ stack }, use) => {
      const db = openTestDb(stack);
      await use(db);
      await db.$disconnect();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ stack }, use) => {
    await use(stack.baseUrl);
  },
  community: async ({ db }, use) => {
    await use(await createCommunity(db));
  },
  sharer: async ({ stack, community }, use) => {
    const person = await signUp(stack.baseUrl, 'Robin Sharer');
    await community.join(person.id, 'moderator');
    const sharer = await openSharer(stack.baseUrl, person, community.voiceChannelId);
    await use({ ...sharer, person });
    await sharer.close();
  },
});

export { expect } from '@playwright/test';
