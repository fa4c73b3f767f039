import { randomUUID } from 'node:crypto';
import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.ts';
import { createPrismaStores } from '../adapters/create-prisma-stores.ts';
import { createPrismaCaptureQueue } from '../adapters/prisma-capture-queue.ts';
import { createPrismaCaptureWork } from '../adapters/prisma-capture-work.ts';
import { createPrismaRenditionStore } from '../adapters/prisma-rendition-store.ts';
import { type ClipDeps, deleteClip, listClips } from '../clips/my-clips.ts';
import { authorizeFile } from '../clips/authorize-file.ts';
import { ReplayError } from '../errors.ts';
import type { CapturedClip, ClaimedCapture } from '../ports/capture-work.ts';
import type { PublishedShare } from '../ports/call-rooms.ts';
import { captureInputSchema, type CaptureInput } from '../schemas/capture-schemas.ts';
import { createFakeRooms, createTestWorld, type TestWorld } from '../testing/test-world.ts';
import { cancelCapture, retryCapture } from './change-capture.ts';
import { type RequestCaptureDeps, requestCapture } from './request-capture.ts';

let database: TestDatabase;
let world: TestWorld;
let shares: Map<string, PublishedShare | null>;
let deps: RequestCaptureDeps & ClipDeps;
let removed: string[];
let sharer: Actor;
let sessionId: string;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.reset();
  world = await createTestWorld(database.db);
  shares = new Map();
  removed = [];
  const storage = { remove: async (paths: string[]) => void removed.push(...paths) };
  const stores = createPrismaStores(database.db);
  deps = { ...stores, rooms: createFakeRooms(shares), storage, defaultQuotaBytes: 500_000_000, now: () => new Date() };
  sharer = await world.addMember('sharer');
  sessionId = await addSession(sharer);
});

async function addSession(actor: Actor): Promise<string> {
  const id = randomUUID();
  const now = Date.now();
  await database.db.egressSession.create({
    data: {
      id,
      egressId: `DR_${id}`,
      roomName: world.roomName,
      communityId: world.communityId,
      userId: actor.userId,
      quality: 'Q1080P',
      recorder: 'DIRECT',
      status: 'active',
      segmentPath: `room/${actor.userId}/${id}`,
      nodeId: 'node-1',
      bufferedFrom: new Date(now - 120_000),
      bufferedTo: new Date(now - 500),
      bufferBytes: 30_000_000n,
      bitrateBps: 4_000_000,
    },
  });
  return id;
}

const press = (actor: Actor, input: Partial<CaptureInput> = {}) =>
  requestCapture(deps, actor, captureInputSchema.parse({ sessionId, durationMinutes: 1, ...input }));

const queue = () => createPrismaCaptureQueue(database.db, { nodeId: 'node-1', leaseMs: 15_000 });
const work = () =>
  createPrismaCaptureWork(database.db, {
    nodeId: 'node-1',
    onProgressLost: (error) => {
      throw error;
    },
  });

async function claimOne(): Promise<ClaimedCapture> {
  const [capture] = await queue().claim(1);
  if (!capture) throw new Error('Nothing to claim');
  return capture;
}

function clipOf(capture: ClaimedCapture, sizeBytes = 30_000_000): CapturedClip {
  const clipId = randomUUID();
  return {
    clipId,
    path: `/clips/${clipId}.mp4`,
    storagePath: `${capture.userId}/1-${clipId}.mp4`,
    sizeBytes,
    checksum: 'ab',
    durationSeconds: 60,
    actual: { startAt: capture.requestedStart.getTime(), endAt: capture.requestedEnd.getTime() },
    gaps: [{ startAt: capture.requestedStart.getTime() + 1000, endAt: capture.requestedStart.getTime() + 2000 }],
    complete: false,
    width: 1920,
    height: 1080,
    pictures: [{ purpose: 'POSTER', path: '/p.jpg', storagePath: `${capture.userId}/1-${clipId}.jpg`, mimeType: 'image/jpeg', sizeBytes: 1000, checksum: 'cd' }],
  };
}

/** Carries a claimed capture to the end. */
async function finish(capture: ClaimedCapture, clip = clipOf(capture)): Promise<CapturedClip> {
  await work().pinned(capture, { startAt: clip.actual.startAt, endAt: clip.actual.endAt, startOffsetSeconds: 1.5 });
  await work().finishing(capture);
  await work().complete(capture, clip);
  return clip;
}

const quotaOf = (actor: Actor) => database.db.userReplayQuota.findUniqueOrThrow({ where: { userId: actor.userId } });

async function expectNoDrift(actor: Actor): Promise<void> {
  const files = await database.db.file.aggregate({ where: { uploadedById: actor.userId }, _sum: { size: true } });
  const captures = await database.db.capture.aggregate({ where: { userId: actor.userId }, _sum: { reservedBytes: true } });
  const quota = await quotaOf(actor);
  expect({ used: quota.usedBytes, reserved: quota.reservedBytes }).toEqual({ used: files._sum.size ?? 0n, reserved: captures._sum.reservedBytes ?? 0n });
}

test('a press becomes a clip with its files, quota, message and events, in one go', async () => {
  const view = await press(sharer, { shareOption: 'channel', targetChannelId: world.textChannelId, title: 'Goal' });
  expect(view).toMatchObject({ status: 'queued', playlistUrl: null, clip: null, error: null });
  expect(Number((await quotaOf(sharer)).reservedBytes)).toBe(69_320_000);
  const capture = await claimOne();
  expect(capture).toMatchObject({ id: view.id, sessionId, userId: sharer.userId, attempts: 1 });
  expect(await queue().claim(5)).toEqual([]);
  await work().pinned(capture, { startAt: 1, endAt: 2, startOffsetSeconds: 1.5 });
  expect(await deps.captures.find(view.id)).toMatchObject({ status: 'cutting', startOffsetSeconds: 1.5 });
  await work().finishing(capture);
  const clip = clipOf(capture);
  await work().complete(capture, clip);

  const done = await deps.captures.find(view.id);
  expect(done).toMatchObject({ status: 'done', progress: 1, complete: false, clip: { id: clip.clipId, title: 'Goal', roomName: world.roomName } });
  expect(done?.clip?.files.map((file) => file.filename).sort()).toEqual([`replay-${capture.requestedEnd.getTime()}-poster.jpeg`, `replay-${capture.requestedEnd.getTime()}.mp4`]);
  expect(await database.db.message.findMany()).toMatchObject([{ channelId: world.textChannelId, text: '🎬 Replay captured (1 min)', clipId: clip.clipId, hadClip: true }]);
  const events = await database.db.liveEvent.findMany({ orderBy: { id: 'asc' } });
  expect(events.map((event) => event.type)).toEqual([
    ...['capture.changed', 'capture.changed', 'capture.changed', 'capture.changed', 'capture.changed'],
    ...['clip.changed', 'capture.made'],
  ]);
  expect(events.at(-1)).toMatchObject({ topic: `room:${world.roomName}`, payload: { byUsername: 'sharer', durationSeconds: 60 } });
  await expectNoDrift(sharer);
});

describe('who may capture', () => {
  test('the sharer, with CAPTURE_REPLAY', async () => {
    const actor = await world.addMember('no-capture', ['ENABLE_REPLAY_BUFFER']);
    await expect(press(actor, { sessionId: await addSession(actor) })).rejects.toMatchObject({ code: 'PERMISSION_DENIED', message: 'Permission denied - CAPTURE_REPLAY' });
  });
  test('others only where the community lets anyone', async () => {
    const other = await world.addMember('other');
    await expect(press(other)).rejects.toMatchObject({ code: 'NOT_SESSION_OWNER', message: 'Session does not belong to user' });
    await database.db.communityReplayConfig.updateMany({ data: { whoMayCapture: 'ANYONE' } });
    await expect(press(other)).rejects.toThrow('Unexpected question');
    shares.set(other.userId, null);
    await expect(press(other)).resolves.toMatchObject({ status: 'queued' });
  });
  test('nobody who is not in the call', async () => {
    await database.db.communityReplayConfig.updateMany({ data: { whoMayCapture: 'ANYONE' } });
    const other = await world.addMember('other');
    const rooms = { ...deps.rooms, isInRoom: async () => false };
    const input = captureInputSchema.parse({ sessionId, durationMinutes: 1 });
    await expect(requestCapture({ ...deps, rooms }, other, input)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });
  test('outsiders see no session', async () => {
    const outsider = await database.db.user.create({ data: { name: 'o', email: 'o@test.test' } });
    await expect(press({ userId: outsider.id, isInstanceAdmin: false })).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND', message: 'Egress session not found' });
  });
});

describe('refusals', () => {
  test.each(['stopping', 'stopped', 'ended', 'failed'] as const)('a session that is %s', async (status) => {
    await database.db.egressSession.updateMany({ data: { status } });
    await expect(press(sharer)).rejects.toMatchObject({ code: 'SESSION_NOT_ACTIVE', message: 'Session is not active' });
  });
  test('a channel one cannot write in', async () => {
    for (const targetChannelId of ['nowhere', world.roomName]) {
      await expect(press(sharer, { shareOption: 'channel', targetChannelId })).rejects.toMatchObject({ code: 'CHANNEL_NOT_FOUND' });
    }
  });
  test('a quota without room; nothing is reserved', async () => {
    await database.db.userReplayQuota.create({ data: { userId: sharer.userId, quotaBytes: 69_319_999n } });
    await expect(press(sharer)).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    expect(await database.db.capture.count()).toBe(0);
    await expectNoDrift(sharer);
  });
});

test('the same key is the same capture, also at one instant', async () => {
  const views = await Promise.all(Array.from({ length: 10 }, () => press(sharer, { idempotencyKey: 'k' })));
  expect(new Set(views.map((view) => view.id)).size).toBe(1);
  await expectNoDrift(sharer);
});

test('captures that race for the last bytes never take more than there is', async () => {
  await database.db.userReplayQuota.create({ data: { userId: sharer.userId, quotaBytes: BigInt(69_320_000 * 3 + 1) } });
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => press(sharer)));
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3);
  const refused = results.filter((result) => result.status === 'rejected').map((result) => result.reason.code);
  expect(new Set(refused)).toEqual(new Set(['QUOTA_EXCEEDED']));
  await expectNoDrift(sharer);
});

describe('the worker', () => {
  test('takes only captures of its own buffers, each once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => press(sharer)));
    expect(await createPrismaCaptureQueue(database.db, { nodeId: 'node-2', leaseMs: 1000 }).claim(10)).toEqual([]);
    const claims = await Promise.all([queue().claim(3), queue().claim(3), queue().claim(3)]);
    expect(claims.flat().map((capture) => capture.id)).toHaveLength(4);
    expect(new Set(claims.flat().map((capture) => capture.id)).size).toBe(4);
  });

  test('takes over what a dead one left, three times, then gives it up', async () => {
    const { id } = await press(sharer);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect(await claimOne()).toMatchObject({ id, attempts: attempt });
      await database.db.capture.updateMany({ data: { leaseUntil: new Date(Date.now() - 1) } });
    }
    expect(await queue().claim(1)).toEqual([]);
    expect(await deps.captures.find(id)).toMatchObject({ status: 'failed', errorCode: 'CAPTURE_FAILED' });
    await expectNoDrift(sharer);
  });

  test('fails: reservation released, reason kept, and it can be tried again', async () => {
    const { id } = await press(sharer);
    await work().failed(await claimOne(), new ReplayError('NO_SEGMENTS'));
    expect(await deps.captures.find(id)).toMatchObject({ status: 'failed', errorCode: 'NO_SEGMENTS', errorMessage: 'No segments found in specified time range' });
    expect((await quotaOf(sharer)).reservedBytes).toBe(0n);
    expect(await retryCapture(deps, sharer, id)).toMatchObject({ id, status: 'queued', error: null });
    await expectNoDrift(sharer);
    await expect(retryCapture(deps, sharer, id)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('finds a cancelled capture cancelled at every step', async () => {
    const { id } = await press(sharer);
    const capture = await claimOne();
    expect(await cancelCapture(deps, sharer, id)).toMatchObject({ status: 'cancelled' });
    expect(await queue().renew([id])).toEqual({ cancelled: [id] });
    const cancelled = { code: 'CAPTURE_CANCELLED' };
    await expect(work().pinned(capture, { startAt: 1, endAt: 2, startOffsetSeconds: 0 })).rejects.toMatchObject(cancelled);
    await expect(work().finishing(capture)).rejects.toMatchObject(cancelled);
    await expect(work().complete(capture, clipOf(capture))).rejects.toMatchObject(cancelled);
    await work().failed(capture, new ReplayError('CAPTURE_CANCELLED'));
    expect(await deps.captures.find(id)).toMatchObject({ status: 'cancelled', errorCode: null });
    await expectNoDrift(sharer);
  });

  test('a clip larger than reserved and than the quota leaves is refused whole', async () => {
    await press(sharer);
    const capture = await claimOne();
    await expect(finish(capture, clipOf(capture, 600_000_000))).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    expect(await database.db.replayClip.count()).toBe(0);
    expect(await database.db.file.count()).toBe(0);
    await expectNoDrift(sharer);
  });
});

describe('a clip', () => {
  test('is listed, gets a rendition, is read by who may, and gives its bytes back', async () => {
    await press(sharer, { shareOption: 'channel', targetChannelId: world.textChannelId });
    const clip = await finish(await claimOne());
    const renditions = createPrismaRenditionStore(database.db);
    const rendition = { storagePath: 'aac.mp4', mimeType: 'video/mp4', sizeBytes: 5000, checksum: 'ef' };
    expect(await renditions.addCompatible(clip.clipId, rendition)).toBe('added');
    await expectNoDrift(sharer);

    const page = await listClips(deps, sharer, { limit: 20, cursor: 0 });
    expect(page).toMatchObject({ total: 1, hasMore: false, nextCursor: null, clips: [{ id: clip.clipId, compatibleReady: true, sizeBytes: 30_000_000 }] });
    const fileId = page.clips[0]?.file.id ?? '';
    const reader = await world.addMember('reader', []);
    const outsider = { userId: (await database.db.user.create({ data: { name: 'o', email: 'o@test.test' } })).id, isInstanceAdmin: false };
    expect(await authorizeFile(deps, reader, fileId)).toMatchObject({ storagePath: clip.storagePath, sizeBytes: 30_000_000 });
    await expect(authorizeFile(deps, outsider, fileId)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(deleteClip(deps, reader, clip.clipId)).rejects.toMatchObject({ code: 'NOT_CLIP_OWNER' });
    await expect(deleteClip(deps, outsider, clip.clipId)).rejects.toMatchObject({ code: 'CLIP_NOT_FOUND' });

    expect(await deleteClip(deps, sharer, clip.clipId)).toEqual({ freedBytes: 30_006_000, remainingQuotaBytes: 500_000_000 });
    expect(removed.sort()).toEqual([clip.storagePath, clip.pictures[0]?.storagePath, 'aac.mp4'].sort());
    expect(await database.db.message.findMany()).toMatchObject([{ clipId: null, hadClip: true }]);
    expect(await renditions.addCompatible(clip.clipId, rendition)).toBe('clip-gone');
    await expectNoDrift(sharer);
    await expect(deleteClip(deps, sharer, clip.clipId)).rejects.toMatchObject({ code: 'CLIP_NOT_FOUND' });
  });

  test('pages go on where the one before ended', async () => {
    for (let index = 0; index < 5; index += 1) {
      await press(sharer);
      await finish(await claimOne());
    }
    const first = await listClips(deps, sharer, { limit: 3, cursor: 0 });
    const second = await listClips(deps, sharer, { limit: 3, cursor: first.nextCursor ?? -1 });
    expect([first.hasMore, second.hasMore, second.nextCursor, second.clips.length]).toEqual([true, false, null, 2]);
    expect(new Set([...first.clips, ...second.clips].map((clip) => clip.id)).size).toBe(5);
  });

  test('a rendition for which there is no quota is not kept', async () => {
    await press(sharer);
    const clip = await finish(await claimOne());
    await database.db.userReplayQuota.updateMany({ data: { quotaBytes: 30_001_500n } });
    const rendition = { storagePath: 'aac.mp4', mimeType: 'video/mp4', sizeBytes: 5000, checksum: 'ef' };
    expect(await createPrismaRenditionStore(database.db).addCompatible(clip.clipId, rendition)).toBe('quota-exceeded');
    await expectNoDrift(sharer);
  });
});
