import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.ts';
import { createPrismaStores } from '../adapters/create-prisma-stores.ts';
import { createLiveEventHub, type LiveEventHub } from '../adapters/live-event-hub.ts';
import { createPrismaSessionWork } from '../adapters/prisma-session-work.ts';
import type { FollowedEvent } from '../ports/live-events.ts';
import { createFakeRooms, noSignals, createTestWorld, type TestWorld } from '../testing/test-world.ts';
import { getRoomStatus, listRoomSessions, type RoomSessionsDeps } from './list-room-sessions.ts';
import { startSession } from './start-session.ts';
import { type StopSessionDeps, stopSession } from './stop-session.ts';

let database: TestDatabase;
let hub: LiveEventHub;
let world: TestWorld;
let deps: StopSessionDeps & RoomSessionsDeps;
let actor: Actor;
let sessionId: string;
const errors: unknown[] = [];

beforeAll(async () => {
  database = await startTestDatabase();
  hub = createLiveEventHub({ connectionString: database.url, db: database.db, onError: (error) => errors.push(error) });
});
afterAll(async () => {
  await hub.close();
  await database.stop();
});
beforeEach(async () => {
  await database.reset();
  world = await createTestWorld(database.db);
  deps = { ...createPrismaStores(database.db), signals: hub, now: () => new Date() };
  actor = await world.addMember('ann');
  sessionId = await start(actor);
});

async function start(who: Actor): Promise<string> {
  const rooms = createFakeRooms(new Map([[who.userId, { videoTrackId: 'TR' }]]));
  const startDeps = { ...createPrismaStores(database.db), rooms, recorder: 'direct' as const, defaultQuotaBytes: 1000, signals: noSignals };
  return (await startSession(startDeps, who, { roomName: world.roomName })).id;
}

const node = (nodeId = 'node-1') => createPrismaSessionWork(database.db, { nodeId, recorder: 'direct', leaseMs: 15_000 });
const stop = (who: Actor, id = sessionId) => stopSession(deps, who, id);
const statusOf = async (id = sessionId) => (await database.db.egressSession.findUniqueOrThrow({ where: { id } })).status;

describe('stop', () => {
  test('waits until the worker ended it', async () => {
    await node().claim(1);
    const stopped = stop(actor);
    const deadline = Date.now() + 4000;
    let renewed = await node().renew([sessionId]);
    while (renewed.stopping.length === 0 && Date.now() < deadline) renewed = await node().renew([sessionId]);
    expect(renewed).toEqual({ stopping: [sessionId], starting: [], lost: [] });
    expect(await node().finished(sessionId)).toBe(true);
    expect(await stopped).toMatchObject({ id: sessionId, status: 'stopped' });
    expect(await statusOf()).toBe('stopped');
  });

  test('ends the rows itself when no worker holds it', async () => {
    expect(await stop(actor)).toMatchObject({ status: 'stopped' });
    expect(await statusOf()).toBe('stopped');
    await expect(stop(actor)).rejects.toMatchObject({ code: 'SESSION_NOT_ACTIVE', message: 'Session is not active' });
  });

  test('of a share that is gone ends its grace, whatever its sharer records elsewhere', async () => {
    await node().claim(1);
    await node().active(sessionId);
    await node().grace(sessionId, new Date(Date.now() + 60_000), 'The share ended');
    const lounge = await database.db.channel.create({ data: { communityId: world.communityId, name: 'Lounge', kind: 'VOICE' } });
    await database.db.egressSession.update({ where: { id: sessionId }, data: { roomName: lounge.id } });
    await start(actor);
    const stopped = stop(actor);
    const deadline = Date.now() + 4000;
    let renewed = await node().renew([sessionId]);
    while (renewed.stopping.length === 0 && Date.now() < deadline) renewed = await node().renew([sessionId]);
    await node().finished(sessionId);
    expect(await stopped).toMatchObject({ status: 'stopped' });
    expect(await statusOf()).toBe('ended');
  });

  test('is its owner alone', async () => {
    const other = await world.addMember('bob');
    await expect(stop(other)).rejects.toMatchObject({ code: 'NOT_SESSION_OWNER', message: 'Session does not belong to user' });
    const outsider = await database.db.user.create({ data: { name: 'o', email: 'o@test.test' } });
    await expect(stop({ userId: outsider.id, isInstanceAdmin: false })).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
    await expect(stop(actor, 'nothing')).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND', message: 'Egress session not found' });
  });
});

describe('the node', () => {
  test('claims each session once, and those whose node is gone', async () => {
    await start(await world.addMember('bob'));
    const claims = await Promise.all([node('node-1').claim(5), node('node-2').claim(5)]);
    expect(claims.flat()).toHaveLength(2);
    expect(await node('node-3').claim(5)).toEqual([]);
    await database.db.egressSession.updateMany({ data: { leaseUntil: new Date(Date.now() - 1) } });
    const taken = await node('node-3').claim(5);
    expect(taken.map((session) => session.generation)).toEqual([2, 2]);
    expect((await node('node-1').renew([sessionId])).lost).toEqual([sessionId]);
  });

  test('moves only along the lines, and only what is its own', async () => {
    await node().claim(1);
    expect(await node('node-2').active(sessionId)).toBe(false);
    expect(await node().active(sessionId)).toBe(true);
    expect(await node().active(sessionId)).toBe(false);
    expect(await node().grace(sessionId, new Date(Date.now() + 1000), 'gone')).toBe(true);
    expect(await node().active(sessionId)).toBe(true);
    expect(await node().failed(sessionId, 'broken')).toBe(true);
    expect(await node().active(sessionId)).toBe(false);
    expect(await node().finished(sessionId)).toBe(false);
  });

  test('cannot bring a share back while its sharer records another one', async () => {
    await node().claim(1);
    await node().active(sessionId);
    await node().grace(sessionId, new Date(Date.now() + 60_000), 'gone');
    await database.db.egressSession.update({ where: { id: sessionId }, data: { roomName: 'elsewhere' } });
    await start(actor);
    expect(await node().active(sessionId)).toBe(false);
    expect(await statusOf()).toBe('grace');
  });
});

test('everybody in the room sees the session, with what they may do', async () => {
  const watcher = await world.addMember('bob', ['CAPTURE_REPLAY']);
  await node().claim(1);
  await node().active(sessionId);
  await node().media(sessionId, { video: { codec: 'h264', width: 1920, height: 1080 }, audio: { codec: 'opus' } });
  const bufferedToMs = Date.now();
  await node().progress(sessionId, { bufferedFromMs: bufferedToMs - 90_600, bufferedToMs, bufferBytes: 10, bitrateBps: 4e6 });
  expect(await listRoomSessions(deps, actor, world.roomName)).toMatchObject([
    {
      id: sessionId,
      username: 'ann',
      status: 'active',
      canCapture: true,
      canStop: true,
      media: { video: { width: 1920 } },
      bitrateBps: 4e6,
    },
  ]);
  expect(await listRoomSessions(deps, watcher, world.roomName)).toMatchObject([{ canCapture: false, canStop: false }]);
  expect(await getRoomStatus(deps, watcher, world.roomName)).toMatchObject([{ id: sessionId, username: 'ann', durationMinutes: 1.51 }]);
  await database.db.communityReplayConfig.updateMany({ data: { whoMayCapture: 'ANYONE' } });
  expect(await listRoomSessions(deps, watcher, world.roomName)).toMatchObject([{ canCapture: true }]);
});

describe('live events', () => {
  async function collect(count: number, lastEventId: string | null, topics = [`room:${world.roomName}`]): Promise<FollowedEvent[]> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), 5000);
    const events: FollowedEvent[] = [];
    for await (const event of hub.follow(topics, lastEventId, abort.signal)) {
      events.push(event);
      if (events.length === count) break;
    }
    clearTimeout(timer);
    return events;
  }

  test('arrive in the order of their commits and resume after the last one seen', async () => {
    const actors = await Promise.all(Array.from({ length: 4 }, (_, index) => world.addMember(`p${index}`)));
    const live = collect(8, '0');
    await Promise.all(actors.map(start));
    await node().claim(10);
    const ids = await database.db.egressSession.findMany({ select: { id: true } });
    await Promise.all(ids.map(({ id }) => node().active(id)));
    const events = await live;
    const sequence = events.map((event) => Number(event.id));
    expect(sequence).toEqual([...sequence].sort((a, b) => a - b));
    expect(new Set(sequence).size).toBe(8);
    const third = events[2]?.id ?? '';
    expect(await collect(5, third)).toEqual(events.slice(3));
  });

  test('come through a lost connection', async () => {
    const live = collect(2, '0');
    await database.db.$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()`;
    await node().claim(1);
    await node().active(sessionId);
    expect((await live).map(({ event }) => event.type)).toEqual(['session.changed', 'session.changed']);
    expect(errors.length).toBeGreaterThan(0);
  });

  test('progress is told to those who listen, with the id of the last stored event', async () => {
    await node().claim(1);
    await node().active(sessionId);
    const live = collect(3, '0');
    const deadline = Date.now() + 4000;
    const state = { isDone: false };
    void live.then(() => {
      state.isDone = true;
    });
    // The follower is there once one of them arrived.
    while (!state.isDone && Date.now() < deadline)
      await node().progress(sessionId, { bufferedFromMs: 1000, bufferedToMs: 2000, bufferBytes: 1, bitrateBps: 1 });
    const events = await live;
    expect(events.map(({ event }) => event.type)).toEqual(['session.changed', 'session.changed', 'session.progress']);
    expect(events[2]?.id).toBe(events[1]?.id);
  });
});
