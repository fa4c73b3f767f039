import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../access/actor.ts';
import { createPrismaStores } from '../adapters/create-prisma-stores.ts';
import { createPrismaSessionWork } from '../adapters/prisma-session-work.ts';
import { requestCapture } from '../captures/request-capture.ts';
import { captureInputSchema } from '../schemas/capture-schemas.ts';
import { type CaptureFixture, createCaptureFixture } from '../testing/capture-fixture.ts';
import { type CommunityDeps, leaveCommunity, removeMember, renameCommunity } from './membership.ts';

let database: TestDatabase;
let capturing: CaptureFixture;
let admin: Actor;
let deps: CommunityDeps;
const reason = 'The sharer is no longer a member of the community';

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.reset();
  capturing = await createCaptureFixture(database.db);
  deps = createPrismaStores(database.db);
  admin = await capturing.world.addMember('admin');
  const { communityId } = capturing.world;
  const role = await database.db.communityRole.create({ data: { communityId, name: 'admin', permissions: [] } });
  await database.db.communityMember.updateMany({ where: { userId: admin.userId }, data: { roleId: role.id } });
});

const node = () => createPrismaSessionWork(database.db, { nodeId: 'node-1', recorder: 'direct', leaseMs: 15_000 });
const session = () => database.db.egressSession.findUniqueOrThrow({ where: { id: capturing.sessionId } });
const toldTo = async (topic: string) =>
  (await database.db.liveEvent.findMany({ where: { topic, type: 'session.changed' }, orderBy: { id: 'asc' } })).map(
    ({ payload }) => payload,
  );

test.each([
  ['is removed by an admin', (communityId: string, userId: string) => removeMember(deps, admin, communityId, userId)],
  ['leaves', (communityId: string) => leaveCommunity(deps, capturing.sharer, communityId)],
])(
  'a member who %s while their share is recorded: the session is stopped, they are told why, and it takes no capture',
  async (_how, go) => {
    const { communityId, roomName } = capturing.world;
    const { userId } = capturing.sharer;
    await go(communityId, userId);
    expect(await session()).toMatchObject({ status: 'stopping', reason });
    const told = { sessionId: capturing.sessionId, roomName, status: 'stopping', reason };
    expect(await toldTo(`user:${userId}`)).toEqual([told]);
    expect(await toldTo(`room:${roomName}`)).toEqual([told]);
    await expect(press()).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });

    // The worker that records it hears of it with its next renewal, and the reason stays.
    expect((await node().renew([capturing.sessionId])).stopping).toEqual([capturing.sessionId]);
    expect(await node().finished(capturing.sessionId)).toBe(true);
    expect(await session()).toMatchObject({ status: 'stopped', reason });
  },
);

test('an admin renames the community: everybody there is told, and the trail knows both names', async () => {
  const { communityId } = capturing.world;
  const { name: before } = await database.db.community.findUniqueOrThrow({ where: { id: communityId } });
  await expect(renameCommunity(deps, capturing.sharer, communityId, 'Night shift')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  await renameCommunity(deps, admin, communityId, 'Night shift');
  expect(await database.db.community.findUniqueOrThrow({ where: { id: communityId } })).toMatchObject({ name: 'Night shift' });
  expect(await database.db.auditEvent.findMany({ where: { action: 'community.rename' } })).toMatchObject([
    { actorId: admin.userId, communityId, details: { changes: [{ field: 'name', from: before, to: 'Night shift' }] } },
  ]);
  expect(await database.db.liveEvent.findMany({ where: { topic: `community:${communityId}` } })).toMatchObject([
    { type: 'community.changed', payload: { communityId, what: 'name' } },
  ]);
});

test('the grace of a share that has ended is over with the membership', async () => {
  await database.db.egressSession.updateMany({ data: { status: 'grace', graceUntil: new Date(Date.now() + 300_000) } });
  await removeMember(deps, admin, capturing.world.communityId, capturing.sharer.userId);
  expect((await node().renew([capturing.sessionId])).stopping).toEqual([capturing.sessionId]);
  expect(await toldTo(`user:${capturing.sharer.userId}`)).toMatchObject([{ status: 'grace', reason }]);
});

test('sessions of others and in other communities go on', async () => {
  const other = await capturing.world.addMember('other');
  const othersId = await capturing.addSession(other);
  const elsewhere = await database.db.community.create({ data: { name: 'Elsewhere' } });
  await database.db.egressSession.update({ where: { id: capturing.sessionId }, data: { communityId: elsewhere.id } });
  await removeMember(deps, admin, capturing.world.communityId, capturing.sharer.userId);
  expect(await session()).toMatchObject({ status: 'active', reason: null });
  expect(await database.db.egressSession.findUniqueOrThrow({ where: { id: othersId } })).toMatchObject({ status: 'active' });
});

function press() {
  const input = captureInputSchema.parse({ sessionId: capturing.sessionId, durationMinutes: 1 });
  return requestCapture(capturing.deps, capturing.sharer, input);
}
