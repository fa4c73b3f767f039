import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.ts';
import { createPrismaStores } from '../adapters/create-prisma-stores.ts';
import { ReplayError } from '../errors.ts';
import type { PublishedShare } from '../ports/call-rooms.ts';
import type { SessionView } from '../schemas/session-schemas.ts';
import { createFakeRooms, noSignals, createTestWorld, type TestWorld } from '../testing/test-world.ts';
import { type StartSessionDeps, startSession } from './start-session.ts';

let database: TestDatabase;
let world: TestWorld;
let shares: Map<string, PublishedShare | null>;
let deps: StartSessionDeps;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.reset();
  world = await createTestWorld(database.db);
  shares = new Map();
  deps = {
    ...createPrismaStores(database.db),
    rooms: createFakeRooms(shares),
    recorder: 'direct',
    defaultQuotaBytes: 1000,
    signals: noSignals,
  };
});

const share: PublishedShare = { videoTrackId: 'TR_video', audioTrackId: 'TR_audio' };

async function addSharer(name: string): Promise<Actor> {
  const actor = await world.addMember(name);
  shares.set(actor.userId, share);
  return actor;
}

const start = (actor: Actor, input: Partial<Parameters<typeof startSession>[2]> = {}): Promise<SessionView> =>
  startSession(deps, actor, { roomName: world.roomName, ...input });

async function countRefusals(attempts: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const result of await Promise.allSettled(attempts)) {
    const key =
      result.status === 'fulfilled' ? 'started' : result.reason instanceof ReplayError ? result.reason.code : String(result.reason);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

test('a session is written with what LiveKit says, and the room and the workers are told', async () => {
  const actor = await addSharer('ann');
  const session = await start(actor, { quality: '720p', videoTrackId: 'TR_video', communityId: world.communityId });
  expect(session).toMatchObject({
    egressId: `DR_${session.id}`,
    userId: actor.userId,
    quality: '720p',
    recorder: 'direct',
    status: 'starting',
  });
  const row = await database.db.egressSession.findUniqueOrThrow({ where: { id: session.id } });
  expect(row).toMatchObject({ videoTrackId: 'TR_video', audioTrackId: 'TR_audio', communityId: world.communityId });
  expect(row.segmentPath).toBe(`${world.roomName}/${actor.userId}/${session.id}`);
  expect(await database.db.liveEvent.findMany()).toMatchObject([
    { topic: `room:${world.roomName}`, type: 'session.changed', payload: { sessionId: session.id, status: 'starting' } },
  ]);
});

describe('refusals', () => {
  test('a room nobody may see does not exist', async () => {
    const outsider = await database.db.user.create({ data: { name: 'out', email: 'out@test.test' } });
    const actor = { userId: outsider.id, isInstanceAdmin: false };
    await expect(start(actor)).rejects.toMatchObject({ code: 'ROOM_NOT_FOUND', message: 'Room not found' });
    await expect(start(await addSharer('ann'), { roomName: 'nowhere' })).rejects.toMatchObject({ code: 'ROOM_NOT_FOUND' });
    await expect(start(await addSharer('bob'), { roomName: world.textChannelId })).rejects.toMatchObject({ code: 'ROOM_NOT_FOUND' });
  });

  test('a private call is open to its members only', async () => {
    await database.db.channel.update({ where: { id: world.roomName }, data: { isPrivate: true } });
    const actor = await addSharer('ann');
    await expect(start(actor)).rejects.toMatchObject({ code: 'ROOM_NOT_FOUND' });
    await database.db.channelMember.create({ data: { channelId: world.roomName, userId: actor.userId } });
    await expect(start(actor)).resolves.toMatchObject({ status: 'starting' });
  });

  test('without ENABLE_REPLAY_BUFFER, unless an instance admin', async () => {
    const actor = await world.addMember('ann', ['CAPTURE_REPLAY']);
    await expect(start(actor)).rejects.toMatchObject({ code: 'PERMISSION_DENIED', message: 'Permission denied - ENABLE_REPLAY_BUFFER' });
    shares.set(actor.userId, share);
    await expect(start({ ...actor, isInstanceAdmin: true })).resolves.toMatchObject({ status: 'starting' });
  });

  test('nobody shares', async () => {
    const actor = await world.addMember('ann');
    shares.set(actor.userId, null);
    await expect(start(actor)).rejects.toMatchObject({ code: 'NOT_SHARING', message: 'You are not sharing your screen in this room' });
  });

  test.each([{ videoTrackId: 'TR_other' }, { audioTrackId: 'TR_other' }])("a track that is not the caller's: %o", async (input) => {
    await expect(start(await addSharer('ann'), input)).rejects.toMatchObject({ code: 'NOT_SHARING' });
  });

  test('another community, or a quality it does not allow', async () => {
    const actor = await addSharer('ann');
    await expect(start(actor, { communityId: 'other' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await database.db.communityReplayConfig.update({ where: { communityId: world.communityId }, data: { allowedQualities: ['Q720P'] } });
    await expect(start(actor, { quality: '1440p' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { fields: [{ field: 'quality' }] },
    });
  });

  test('the community switched it off', async () => {
    await database.db.communityReplayConfig.update({ where: { communityId: world.communityId }, data: { enabled: false } });
    await expect(start(await addSharer('ann'))).rejects.toMatchObject({ code: 'REPLAY_DISABLED' });
  });

  test('the disks of every worker take nothing more: said in words, while one that is well still takes it', async () => {
    const health = (bufferState: string) => ({ bufferState, clipsState: 'ok', diskFreeBytes: 1, diskTotalBytes: 100 });
    await database.db.recorderNode.update({ where: { id: 'node-1' }, data: { capacity: 0, health: health('nearly-full') } });
    await expect(start(await addSharer('ann'))).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: 'The storage of the replay buffers is nearly full: no new replay buffer can start',
    });
    await database.db.recorderNode.create({
      data: { id: 'node-2', recorder: 'DIRECT', capacity: 0, version: 'test', health: health('ok') },
    });
    await expect(start(await addSharer('bob'))).rejects.toMatchObject({ code: 'NO_RECORDER_CAPACITY' });
    await database.db.recorderNode.update({ where: { id: 'node-2' }, data: { capacity: 1 } });
    await start(await addSharer('cid'));
  });

  test('a share in grace elsewhere that comes back in the same instant', async () => {
    const actor = await addSharer('ann');
    const { id } = await start(actor);
    await database.db.egressSession.update({
      where: { id },
      data: { status: 'grace', roomName: 'elsewhere', graceUntil: new Date(Date.now() + 60_000) },
    });
    await database.db.userReplayQuota.deleteMany();
    let refused: Promise<unknown> | undefined;
    // The start has counted and waits for the quota's row, which another transaction is writing, while the share comes back.
    await database.db.$transaction(async (tx) => {
      await tx.userReplayQuota.create({ data: { userId: actor.userId, quotaBytes: 1000n } });
      refused = start(actor).catch((error: unknown) => error);
      const isWaiting = async (): Promise<boolean> =>
        (await database.db.$queryRaw<unknown[]>`SELECT 1 FROM pg_stat_activity WHERE wait_event = 'transactionid'`).length > 0;
      await expect.poll(isWaiting, { timeout: 10_000 }).toBe(true);
      await database.db.egressSession.update({ where: { id }, data: { status: 'active' } });
    });
    expect(await refused).toMatchObject({ code: 'SESSION_ALREADY_ACTIVE' });
  });

  test('a full quota', async () => {
    const actor = await addSharer('ann');
    await database.db.userReplayQuota.create({ data: { userId: actor.userId, quotaBytes: 10n, usedBytes: 4n, reservedBytes: 6n } });
    await expect(start(actor)).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED', message: 'User quota exceeded' });
  });

  test.each([
    ['a heartbeat of 16 s ago', { heartbeatAt: new Date(Date.now() - 16_000) }],
    ['a node that drains', { draining: true }],
    ['a node that is full', { capacity: 0 }],
    ['a node of the other recorder', { recorder: 'EGRESS' as const }],
  ])('no recorder: %s', async (_name, data) => {
    await database.db.recorderNode.updateMany({ data });
    await expect(start(await addSharer('ann'))).rejects.toMatchObject({ code: 'NO_RECORDER_CAPACITY' });
  });
});

describe('at one instant', () => {
  test('50 starts of one person make one session', async () => {
    const actor = await addSharer('ann');
    const attempts = Array.from({ length: 50 }, () => start(actor));
    expect(await countRefusals(attempts)).toEqual({ started: 1, SESSION_ALREADY_ACTIVE: 49 });
  });

  test('50 people and a limit of 5 make 5', async () => {
    const actors = await Promise.all(Array.from({ length: 50 }, (_, index) => addSharer(`p${index}`)));
    expect(await countRefusals(actors.map((actor) => start(actor)))).toEqual({ started: 5, COMMUNITY_LIMIT_REACHED: 45 });
  });

  test('20 people and room for 3 recordings make 3', async () => {
    await database.db.recorderNode.updateMany({ data: { capacity: 3 } });
    await database.db.communityReplayConfig.updateMany({ data: { maxConcurrent: 100 } });
    const actors = await Promise.all(Array.from({ length: 20 }, (_, index) => addSharer(`p${index}`)));
    expect(await countRefusals(actors.map((actor) => start(actor)))).toEqual({ started: 3, NO_RECORDER_CAPACITY: 17 });
  });
});

describe('a session in grace', () => {
  test('is resumed by a start in the same room', async () => {
    const actor = await addSharer('ann');
    const first = await start(actor);
    await database.db.egressSession.update({
      where: { id: first.id },
      data: { status: 'grace', graceUntil: new Date(Date.now() + 60_000) },
    });
    expect(await start(actor)).toMatchObject({ id: first.id, status: 'starting' });
    expect(await countRefusals([start(actor)])).toEqual({ SESSION_ALREADY_ACTIVE: 1 });
  });

  const putInGrace = async (actor: Actor): Promise<string> => {
    const { id } = await start(actor);
    const graceUntil = new Date(Date.now() + 60_000);
    await database.db.egressSession.update({ where: { id }, data: { status: 'grace', nodeId: 'node-1', graceUntil } });
    return id;
  };

  test('keeps its place on a node that is full, for nobody else', async () => {
    const actor = await addSharer('ann');
    await putInGrace(actor);
    await database.db.recorderNode.update({ where: { id: 'node-1' }, data: { capacity: 1 } });
    await expect(start(await addSharer('bob'))).rejects.toMatchObject({ code: 'NO_RECORDER_CAPACITY' });
    expect(await start(actor)).toMatchObject({ status: 'starting' });
  });

  test('is not resumed while the disk of its node takes nothing more, though another node has room', async () => {
    const actor = await addSharer('ann');
    const id = await putInGrace(actor);
    const health = { bufferState: 'full', clipsState: 'ok' };
    await database.db.recorderNode.update({ where: { id: 'node-1' }, data: { capacity: 1, health } });
    await database.db.recorderNode.create({ data: { id: 'node-2', recorder: 'DIRECT', capacity: 5, version: 'test' } });
    await expect(start(actor)).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: 'The storage of the replay buffers is full: no new replay buffer can start',
    });
    expect(await database.db.egressSession.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'grace' });
    await database.db.recorderNode.update({ where: { id: 'node-1' }, data: { health: { ...health, bufferState: 'ok' } } });
    expect(await start(actor)).toMatchObject({ id, status: 'starting' });
  });

  test('is not resumed when its node is gone and no other has room', async () => {
    const actor = await addSharer('ann');
    const id = await putInGrace(actor);
    await database.db.recorderNode.update({ where: { id: 'node-1' }, data: { heartbeatAt: new Date(Date.now() - 16_000) } });
    await expect(start(actor)).rejects.toMatchObject({ code: 'NO_RECORDER_CAPACITY' });
    await database.db.recorderNode.create({ data: { id: 'node-2', recorder: 'DIRECT', capacity: 1, version: 'test' } });
    expect(await start(actor)).toMatchObject({ id, status: 'starting' });
  });

  test('is left alone once its grace is over, or from another room', async () => {
    const actor = await addSharer('ann');
    const first = await start(actor);
    await database.db.egressSession.update({ where: { id: first.id }, data: { status: 'grace', graceUntil: new Date(Date.now() - 1) } });
    const second = await start(actor);
    expect(second.id).not.toBe(first.id);
    await database.db.egressSession.update({
      where: { id: second.id },
      data: { status: 'grace', graceUntil: new Date(Date.now() + 60_000) },
    });
    const other = await database.db.channel.create({ data: { communityId: world.communityId, name: 'Lounge', kind: 'VOICE' } });
    expect((await start(actor, { roomName: other.id })).id).not.toBe(second.id);
  });
});
