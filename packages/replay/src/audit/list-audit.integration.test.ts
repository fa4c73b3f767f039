import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../access/actor.ts';
import { createPrismaStores } from '../adapters/create-prisma-stores.ts';
import { auditPageInputSchema } from '../schemas/community-schemas.ts';
import { createTestWorld, type TestWorld } from '../testing/test-world.ts';
import { listAudit } from './list-audit.ts';

const EVENTS = 25;
let database: TestDatabase;
let world: TestWorld;
let manager: Actor;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.reset();
  world = await createTestWorld(database.db);
  manager = await world.addMember('manager', ['MANAGE_REPLAY_LIMITS']);
  const at = Date.UTC(2026, 10, 21, 10);
  // Five at each instant: what happens together lies on both sides of a page's end.
  const data = Array.from({ length: EVENTS }, (_, index) => ({
    actorId: manager.userId,
    communityId: world.communityId,
    action: 'clip.delete',
    details: { index },
    createdAt: new Date(at + Math.floor(index / 5) * 1000),
  }));
  await database.db.auditEvent.createMany({ data });
});

const page = (actor: Actor, input: { communityId?: string; limit?: number; cursor?: string }) =>
  listAudit(createPrismaStores(database.db), actor, auditPageInputSchema.parse(input));

/** All pages, one after the other. */
async function readAll(actor: Actor, communityId: string | undefined, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const found: Awaited<ReturnType<typeof page>> = await page(actor, {
      limit,
      ...(communityId !== undefined && { communityId }),
      ...(cursor !== null && { cursor }),
    });
    pages.push(found.events.map(({ id }) => id));
    cursor = found.nextCursor;
  } while (cursor !== null);
  return pages;
}

test.each([1, 3, 7, 25])('pages of %i: every event once, newest first', async (limit) => {
  const pages = await readAll(manager, world.communityId, limit);
  expect(pages.map((ids) => ids.length)).toEqual(
    Array.from({ length: Math.ceil(EVENTS / limit) }, (_, index) => Math.min(limit, EVENTS - index * limit)),
  );
  const rows = await database.db.auditEvent.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], select: { id: true } });
  expect(pages.flat()).toEqual(rows.map(({ id }) => id));
});

test('what happens while somebody reads moves no page', async () => {
  const first = await page(manager, { communityId: world.communityId, limit: 7 });
  const before = await database.db.auditEvent.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
  await database.db.auditEvent.create({ data: { communityId: world.communityId, action: 'clip.share', details: {} } });
  const second = await page(manager, { communityId: world.communityId, limit: 7, cursor: first.nextCursor ?? '' });
  expect(second.events.map(({ id }) => id)).toEqual(before.slice(7, 14).map(({ id }) => id));
});

test('a community’s trail holds nothing of another; all of it is the instance admin’s', async () => {
  const elsewhere = await database.db.community.create({ data: { name: 'Elsewhere' } });
  await database.db.auditEvent.create({ data: { communityId: elsewhere.id, action: 'session.start', details: {} } });
  expect((await readAll(manager, world.communityId, 10)).flat()).toHaveLength(EVENTS);
  await expect(page(manager, { communityId: elsewhere.id })).rejects.toMatchObject({ code: 'COMMUNITY_NOT_FOUND' });
  await expect(page(manager, {})).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  expect((await readAll({ ...manager, isInstanceAdmin: true }, undefined, 10)).flat()).toHaveLength(EVENTS + 1);
});
