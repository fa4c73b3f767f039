import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.ts';
import { createPrismaStores } from '../adapters/create-prisma-stores.ts';
import { createCommunity } from './membership.ts';
import { createInvite, joinCommunity, listInvites, previewInvite, revokeInvite } from './invites.ts';

let database: TestDatabase;
let deps: ReturnType<typeof createPrismaStores>;
let admin: Actor;
let communityId: string;

beforeAll(async () => {
  database = await startTestDatabase();
  deps = createPrismaStores(database.db);
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.reset();
  admin = await addPerson('admin');
  communityId = (await createCommunity(deps, admin, 'Friday games')).id;
});

async function addPerson(name: string): Promise<Actor> {
  return { userId: (await database.db.user.create({ data: { name, email: `${name}@test.test` } })).id, isInstanceAdmin: false };
}

const invite = (limits: { expiresInMinutes?: number; maxUses?: number } = {}) =>
  createInvite(deps, admin, { communityId, expiresInMinutes: limits.expiresInMinutes ?? null, maxUses: limits.maxUses ?? null });

describe('a link', () => {
  test('lets people in as members and counts them; who is in already uses nothing', async () => {
    const { code } = await invite({ maxUses: 2 });
    const guest = await addPerson('guest');
    expect(await previewInvite(deps, guest, code)).toEqual({ communityId, name: 'Friday games', isMember: false });
    await joinCommunity(deps, guest, code);
    await joinCommunity(deps, guest, code);
    await joinCommunity(deps, admin, code);
    expect(await listInvites(deps, admin, communityId)).toMatchObject([{ code, uses: 1, maxUses: 2, ended: null, createdBy: 'admin' }]);
    const member = await deps.access.findMembership(communityId, guest.userId);
    expect(member?.roleName).toBe('member');
  });

  test('for one lets in one, however many come at the same instant', async () => {
    const { code } = await invite({ maxUses: 1 });
    const guests = await Promise.all(['a', 'b', 'c', 'd'].map(addPerson));
    const results = await Promise.allSettled(guests.map((guest) => joinCommunity(deps, guest, code)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'INVITE_ENDED', details: { reason: 'used-up' } });
    }
    expect(await database.db.communityMember.count({ where: { communityId } })).toBe(2);
    expect(await listInvites(deps, admin, communityId)).toMatchObject([{ uses: 1, ended: 'used-up' }]);
  });

  test('that was taken back or has expired lets nobody in and says why; members may still open it', async () => {
    const taken = await invite();
    await revokeInvite(deps, admin, { communityId, inviteId: taken.id });
    const expired = await invite({ expiresInMinutes: 5 });
    await database.db.communityInvite.update({ where: { id: expired.id }, data: { expiresAt: new Date(Date.now() - 1) } });
    const guest = await addPerson('guest');
    await expect(joinCommunity(deps, guest, taken.code)).rejects.toMatchObject({ code: 'INVITE_ENDED', details: { reason: 'revoked' } });
    await expect(previewInvite(deps, guest, expired.code)).rejects.toMatchObject({ code: 'INVITE_ENDED', details: { reason: 'expired' } });
    await expect(joinCommunity(deps, guest, 'no such link')).rejects.toMatchObject({ code: 'COMMUNITY_NOT_FOUND' });
    expect(await previewInvite(deps, admin, taken.code)).toMatchObject({ isMember: true });
  });

  test('of another community cannot be taken back, and its code is not in the trail', async () => {
    const { id, code } = await invite();
    const other = await addPerson('other');
    const elsewhere = await createCommunity(deps, other, 'Elsewhere');
    await revokeInvite(deps, other, { communityId: elsewhere.id, inviteId: id });
    expect(await listInvites(deps, admin, communityId)).toMatchObject([{ code, ended: null }]);
    expect(JSON.stringify(await database.db.auditEvent.findMany({ where: { communityId } }))).not.toContain(code);
  });

  test('tells the community and the newcomer that the members changed', async () => {
    const { code } = await invite();
    const guest = await addPerson('guest');
    await joinCommunity(deps, guest, code);
    const events = await database.db.liveEvent.findMany({ where: { type: 'community.changed' }, orderBy: { id: 'asc' } });
    expect(events.slice(-2).map(({ topic, payload }) => [topic, payload])).toEqual([
      [`community:${communityId}`, { communityId, what: 'members' }],
      [`user:${guest.userId}`, { communityId, what: 'members' }],
    ]);
  });
});
