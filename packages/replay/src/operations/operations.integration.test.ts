import { randomUUID } from 'node:crypto';
import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../access/actor.ts';
import { createPrismaStores } from '../adapters/create-prisma-stores.ts';
import { patchCommunityConfig } from '../limits/limits.ts';
import { listAudit } from '../audit/list-audit.ts';
import { stopSessionAsManager } from '../sessions/stop-session.ts';
import { createTestWorld, noSignals, type TestWorld } from '../testing/test-world.ts';
import { getCommunityUsage, listRunningSessions } from './community-operations.ts';
import { getInstanceOverview, listAccounts, listCommunitySummaries, listFailedCaptures } from './instance-operations.ts';

const now = new Date('2026-11-21T12:00:00Z');
let database: TestDatabase;
let deps: ReturnType<typeof createPrismaStores> & { now: () => Date; defaultQuotaBytes: number; bufferDurationMs: number };
let world: TestWorld;
let manager: Actor;
let sharer: Actor;
const instanceAdmin: Actor = { userId: 'root', isInstanceAdmin: true };

beforeAll(async () => {
  database = await startTestDatabase();
  deps = { ...createPrismaStores(database.db), now: () => now, defaultQuotaBytes: 1000, bufferDurationMs: 600_000 };
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.reset();
  world = await createTestWorld(database.db);
  manager = await world.addMember('manager', ['MANAGE_REPLAY_LIMITS']);
  sharer = await world.addMember('sharer', ['ENABLE_REPLAY_BUFFER']);
});

function addSession(status: 'active' | 'grace' | 'ended' = 'active') {
  const id = randomUUID();
  return database.db.egressSession.create({
    data: {
      id,
      egressId: `DR_${id}`,
      roomName: world.roomName,
      communityId: world.communityId,
      userId: sharer.userId,
      quality: 'Q1080P',
      recorder: 'DIRECT',
      status,
      segmentPath: id,
      bufferedFrom: new Date(now.getTime() - 90_000),
      bufferedTo: now,
      bufferBytes: 45n,
    },
  });
}

function addClip(createdAt: string, sizes: bigint[]) {
  const at = new Date(createdAt);
  return database.db.replayClip.create({
    data: {
      userId: sharer.userId,
      communityId: world.communityId,
      roomName: world.roomName,
      title: 'Goal',
      durationSeconds: 60,
      capturedAt: at,
      createdAt: at,
      requestedStart: at,
      requestedEnd: at,
      actualStart: at,
      actualEnd: at,
      gaps: [],
      complete: true,
      files: {
        create: sizes.map((size, index) => ({
          filename: 'replay.mp4',
          mimeType: 'video/mp4',
          fileType: 'VIDEO' as const,
          size,
          checksum: 'ab',
          uploadedById: sharer.userId,
          purpose: index === 0 ? ('ORIGINAL' as const) : ('COMPATIBLE' as const),
          storagePath: randomUUID(),
        })),
      },
    },
  });
}

test('what runs is told to those who manage limits, and stopped by them with a reason for the sharer', async () => {
  const session = await addSession();
  await addSession('ended');
  expect(await listRunningSessions(deps, manager, world.communityId)).toMatchObject([
    { id: session.id, username: 'sharer', channelName: 'Stage', communityName: 'Testers', bufferedSeconds: 90, bufferBytes: 45 },
  ]);
  await expect(listRunningSessions(deps, sharer, world.communityId)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  await expect(listRunningSessions(deps, manager)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  expect(await listRunningSessions(deps, instanceAdmin)).toHaveLength(1);

  const stopping = { ...deps, signals: noSignals };
  await expect(stopSessionAsManager(stopping, sharer, session.id)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  expect(await stopSessionAsManager(stopping, manager, session.id)).toMatchObject({ id: session.id, status: 'stopped' });
  expect(await database.db.egressSession.findUnique({ where: { id: session.id } })).toMatchObject({
    status: 'stopped',
    reason: 'Stopped by an admin',
  });
  const [event] = (await listAudit(deps, manager, { communityId: world.communityId, action: 'session.stop', limit: 10 })).events;
  expect(event).toMatchObject({ actor: { id: manager.userId }, details: { sessionId: session.id, userId: sharer.userId } });
  await expect(stopSessionAsManager(stopping, manager, session.id)).rejects.toMatchObject({ code: 'SESSION_NOT_ACTIVE' });
});

test('usage counts each clip once and all its files, by the day in UTC', async () => {
  await addClip('2026-11-19T23:59:59.999Z', [100n, 40n]);
  await addClip('2026-11-20T00:00:00.000Z', [7n]);
  await addClip('2026-11-20T13:00:00.000Z', [8n]);
  await addClip('2026-01-01T00:00:00.000Z', [5n]);
  expect(await getCommunityUsage(deps, manager, { communityId: world.communityId, days: 3 })).toEqual({
    days: [
      { day: '2026-11-19', clips: 1, bytes: 140 },
      { day: '2026-11-20', clips: 2, bytes: 15 },
      { day: '2026-11-21', clips: 0, bytes: 0 },
    ],
    totalClips: 4,
    totalBytes: 160,
  });
});

test('a change of settings is written down before and after, tells the community, and names the version it was made from', async () => {
  const { communityId } = world;
  const { version, ...saved } = await patchCommunityConfig(deps, manager, communityId, { maxConcurrent: 3, clipRetentionDays: 0 });
  // What the instance decides is said beside what the community chose.
  expect(saved).toMatchObject({ maxConcurrent: 3, longestClipSeconds: 3600, bufferDurationSeconds: 600 });
  await expect(patchCommunityConfig(deps, manager, communityId, { enabled: false, version: version - 1 })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  const { events } = await listAudit(deps, manager, { communityId, action: 'community.config', limit: 10 });
  // What stayed as it was is no change, and what was refused never happened.
  expect(events.map((event) => event.details)).toEqual([{ changes: [{ field: 'maxConcurrent', from: 5, to: 3 }] }]);
  expect((await listAudit(deps, manager, { communityId, action: 'clip', limit: 10 })).events).toEqual([]);
  expect(await database.db.liveEvent.findMany()).toMatchObject([
    { topic: `community:${communityId}`, type: 'community.changed', payload: { communityId, what: 'settings' } },
  ]);
});

test('people are found by name or e-mail, page by page, with their quota', async () => {
  for (const name of ['Zoe', 'anna', 'Ben']) await database.db.user.create({ data: { name, email: `${name}@people.test` } });
  const ben = await database.db.user.findFirstOrThrow({ where: { name: 'Ben' } });
  await database.db.userReplayQuota.create({ data: { userId: ben.id, quotaBytes: 10n, usedBytes: 4n, reservedBytes: 1n } });
  const page = { search: '@PEOPLE', limit: 2 };
  const first = await listAccounts(deps, instanceAdmin, page);
  const second = await listAccounts(deps, instanceAdmin, { ...page, cursor: first.nextCursor });
  const found = [...first.accounts, ...second.accounts];
  expect(found.map(({ name }) => name).sort()).toEqual(['Ben', 'Zoe', 'anna']);
  expect(second.nextCursor).toBeNull();
  expect(found.find(({ name }) => name === 'Ben')).toMatchObject({ quotaBytes: 10, usedBytes: 4, reservedBytes: 1 });
  expect(found.find(({ name }) => name === 'Zoe')).toMatchObject({ quotaBytes: 1000, usedBytes: 0, isInstanceAdmin: false });
  await expect(listAccounts(deps, manager, page)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
});

test('the overview tells which recorder is alive, communities what they keep, and failures whether they can be tried again', async () => {
  const session = await addSession('grace');
  const gone = await addSession('ended');
  await addClip('2026-11-20T00:00:00.000Z', [7n]);
  const silent = { id: 'node-2', recorder: 'DIRECT', capacity: 2, version: '1', heartbeatAt: new Date(Date.now() - 16_000) } as const;
  await database.db.recorderNode.create({ data: { ...silent, health: { diskFreeBytes: 5, unknown: true } } });
  const overview = await getInstanceOverview(deps, instanceAdmin);
  expect(overview).toMatchObject({ clips: 1, clipBytes: 7, bufferBytes: 90, communities: 1 });
  expect(overview.nodes).toMatchObject([
    { id: 'node-1', isAlive: true, health: {} },
    { id: 'node-2', isAlive: false, health: { diskFreeBytes: 5 } },
  ]);
  const page = await listCommunitySummaries(deps, instanceAdmin, { search: 'test', limit: 10 });
  expect(page.communities).toMatchObject([{ name: 'Testers', members: 2, clips: 1, clipBytes: 7, running: 0, maxConcurrent: 5 }]);

  const failed = {
    communityId: world.communityId,
    userId: sharer.userId,
    status: 'failed',
    pressedAt: now,
    errorCode: 'CAPTURE_FAILED',
  } as const;
  const window = { requestedStart: new Date(now.getTime() - 60_000), requestedEnd: now };
  await database.db.capture.create({ data: { ...failed, ...window, sessionId: session.id, createdAt: new Date(now.getTime() - 1) } });
  await database.db.capture.create({ data: { ...failed, ...window, sessionId: gone.id, createdAt: now } });
  expect((await listFailedCaptures(deps, instanceAdmin, { limit: 10 })).captures).toMatchObject([
    { username: 'sharer', channelName: 'Stage', requestedSeconds: 60, canRetry: false },
    { username: 'sharer', channelName: 'Stage', requestedSeconds: 60, canRetry: true },
  ]);
});
