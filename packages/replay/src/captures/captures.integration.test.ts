import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPrismaCaptureQueue } from '../adapters/prisma-capture-queue.ts';
import { ReplayError } from '../errors.ts';
import { captureInputSchema } from '../schemas/capture-schemas.ts';
import { type CaptureFixture, createCaptureFixture } from '../testing/capture-fixture.ts';
import { cancelCapture, retryCapture } from './change-capture.ts';
import { requestCapture } from './request-capture.ts';

let database: TestDatabase;
let capturing: CaptureFixture;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.reset();
  capturing = await createCaptureFixture(database.db);
});

test('a press becomes a clip with its files, quota, message and events, in one go', async () => {
  const view = await capturing.press(capturing.sharer, {
    shareOption: 'channel',
    targetChannelId: capturing.world.textChannelId,
    title: 'Goal',
  });
  expect(view).toMatchObject({ status: 'queued', playlistUrl: null, clip: null, error: null });
  expect(Number((await capturing.quotaOf(capturing.sharer)).reservedBytes)).toBe(69_320_000);
  const capture = await capturing.claimOne();
  expect(capture).toMatchObject({ id: view.id, sessionId: capturing.sessionId, userId: capturing.sharer.userId, attempts: 1 });
  expect(await capturing.queue().claim(5)).toEqual([]);
  await capturing.work().pinned(capture, { startAt: 1, endAt: 2, startOffsetSeconds: 1.5 });
  expect(await capturing.deps.captures.find(view.id)).toMatchObject({ status: 'cutting', startOffsetSeconds: 1.5 });
  await capturing.work().finishing(capture);
  const clip = capturing.clipOf(capture);
  await capturing.work().complete(capture, clip);

  const done = await capturing.deps.captures.find(view.id);
  expect(done).toMatchObject({
    status: 'done',
    progress: 1,
    complete: false,
    clip: { id: clip.clipId, title: 'Goal', roomName: capturing.world.roomName },
  });
  expect(done?.clip?.files.map((file) => file.filename)).toEqual([`replay-${capture.requestedEnd.getTime()}.mp4`]);
  expect(await database.db.message.findMany()).toMatchObject([
    { channelId: capturing.world.textChannelId, text: '🎬 Replay captured (1 min)', clipId: clip.clipId, hadClip: true },
  ]);
  const events = await database.db.liveEvent.findMany({ orderBy: { id: 'asc' } });
  expect(events.map((event) => event.type)).toEqual([
    ...['capture.changed', 'capture.changed', 'capture.changed', 'capture.changed', 'capture.changed'],
    ...['clip.changed', 'message.changed', 'capture.made'],
  ]);
  expect(events.at(-1)).toMatchObject({
    topic: `room:${capturing.world.roomName}`,
    payload: { byUsername: 'sharer', durationSeconds: 60 },
  });
  await capturing.expectNoDrift(capturing.sharer);
});

describe('who may capture', () => {
  test('the sharer, with CAPTURE_REPLAY', async () => {
    const actor = await capturing.world.addMember('no-capture', ['ENABLE_REPLAY_BUFFER']);
    await expect(capturing.press(actor, { sessionId: await capturing.addSession(actor) })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      message: 'Permission denied - CAPTURE_REPLAY',
    });
  });
  test('others only where the community lets anyone', async () => {
    const other = await capturing.world.addMember('other');
    await expect(capturing.press(other)).rejects.toMatchObject({ code: 'NOT_SESSION_OWNER', message: 'Session does not belong to user' });
    await database.db.communityReplayConfig.updateMany({ data: { whoMayCapture: 'ANYONE' } });
    await expect(capturing.press(other)).rejects.toThrow('Unexpected question');
    capturing.shares.set(other.userId, null);
    await expect(capturing.press(other)).resolves.toMatchObject({ status: 'queued' });
  });
  test('nobody who is not in the call', async () => {
    await database.db.communityReplayConfig.updateMany({ data: { whoMayCapture: 'ANYONE' } });
    const other = await capturing.world.addMember('other');
    const rooms = { ...capturing.deps.rooms, isInRoom: () => Promise.resolve(false) };
    const input = captureInputSchema.parse({ sessionId: capturing.sessionId, durationMinutes: 1 });
    await expect(requestCapture({ ...capturing.deps, rooms }, other, input)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });
  test('outsiders see no session', async () => {
    await expect(capturing.press(await capturing.addOutsider())).rejects.toMatchObject({
      code: 'SESSION_NOT_FOUND',
      message: 'Egress session not found',
    });
  });
});

describe('refusals', () => {
  test.each(['stopping', 'stopped', 'ended', 'failed'] as const)('a session that is %s', async (status) => {
    await database.db.egressSession.updateMany({ data: { status } });
    await expect(capturing.press(capturing.sharer)).rejects.toMatchObject({ code: 'SESSION_NOT_ACTIVE', message: 'Session is not active' });
  });
  test('a channel one cannot write in', async () => {
    for (const targetChannelId of ['nowhere', capturing.world.roomName]) {
      await expect(capturing.press(capturing.sharer, { shareOption: 'channel', targetChannelId })).rejects.toMatchObject({
        code: 'CHANNEL_NOT_FOUND',
      });
    }
  });
  test('more than the installation captures at once, though the community allows it', async () => {
    const ask = (durationSeconds: number) =>
      requestCapture(
        { ...capturing.deps, bufferDurationMs: 90_000 },
        capturing.sharer,
        captureInputSchema.parse({ sessionId: capturing.sessionId, durationSeconds }),
      );
    await expect(ask(91)).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { longestClipSeconds: 90 } });
    await expect(ask(90)).resolves.toMatchObject({ status: 'queued' });
  });
  test('a quota without room; nothing is reserved', async () => {
    await database.db.userReplayQuota.create({ data: { userId: capturing.sharer.userId, quotaBytes: 69_319_999n } });
    await expect(capturing.press(capturing.sharer)).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    expect(await database.db.capture.count()).toBe(0);
    await capturing.expectNoDrift(capturing.sharer);
  });
});

test('the same key is the same capture, also at one instant', async () => {
  const views = await Promise.all(Array.from({ length: 10 }, () => capturing.press(capturing.sharer, { idempotencyKey: 'k' })));
  expect(new Set(views.map((view) => view.id)).size).toBe(1);
  await capturing.expectNoDrift(capturing.sharer);
});

test('captures that race for the last bytes never take more than there is', async () => {
  await database.db.userReplayQuota.create({ data: { userId: capturing.sharer.userId, quotaBytes: BigInt(69_320_000 * 3 + 1) } });
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => capturing.press(capturing.sharer)));
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3);
  for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'QUOTA_EXCEEDED' });
  await capturing.expectNoDrift(capturing.sharer);
});

describe('the worker', () => {
  test('takes only captures of its own buffers, each once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => capturing.press(capturing.sharer)));
    expect(await createPrismaCaptureQueue(database.db, { nodeId: 'node-2', leaseMs: 1000 }).claim(10)).toEqual([]);
    const claims = await Promise.all([capturing.queue().claim(3), capturing.queue().claim(3), capturing.queue().claim(3)]);
    expect(claims.flat().map((capture) => capture.id)).toHaveLength(4);
    expect(new Set(claims.flat().map((capture) => capture.id)).size).toBe(4);
  });

  test('takes over what a dead one left, three times, then gives it up', async () => {
    const { id } = await capturing.press(capturing.sharer);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect(await capturing.claimOne()).toMatchObject({ id, attempts: attempt });
      await database.db.capture.updateMany({ data: { leaseUntil: new Date(Date.now() - 1) } });
    }
    expect(await capturing.queue().claim(1)).toEqual([]);
    expect(await capturing.deps.captures.find(id)).toMatchObject({ status: 'failed', errorCode: 'CAPTURE_FAILED' });
    await capturing.expectNoDrift(capturing.sharer);
  });

  test('fails: reservation released, reason kept, and it can be tried again', async () => {
    const { id } = await capturing.press(capturing.sharer);
    await capturing.work().failed(await capturing.claimOne(), new ReplayError('NO_SEGMENTS'));
    expect(await capturing.deps.captures.find(id)).toMatchObject({
      status: 'failed',
      errorCode: 'NO_SEGMENTS',
      errorMessage: 'No segments found in specified time range',
    });
    expect((await capturing.quotaOf(capturing.sharer)).reservedBytes).toBe(0n);
    expect(await retryCapture(capturing.deps, capturing.sharer, id)).toMatchObject({ id, status: 'queued', error: null });
    await capturing.expectNoDrift(capturing.sharer);
    await expect(retryCapture(capturing.deps, capturing.sharer, id)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('finds a cancelled capture cancelled at every step', async () => {
    const { id } = await capturing.press(capturing.sharer);
    const capture = await capturing.claimOne();
    expect(await cancelCapture(capturing.deps, capturing.sharer, id)).toMatchObject({ status: 'cancelled' });
    expect(await capturing.queue().renew([id])).toEqual({ cancelled: [id] });
    const cancelled = { code: 'CAPTURE_CANCELLED' };
    await expect(capturing.work().pinned(capture, { startAt: 1, endAt: 2, startOffsetSeconds: 0 })).rejects.toMatchObject(cancelled);
    await expect(capturing.work().finishing(capture)).rejects.toMatchObject(cancelled);
    await expect(capturing.work().complete(capture, capturing.clipOf(capture))).rejects.toMatchObject(cancelled);
    await capturing.work().failed(capture, new ReplayError('CAPTURE_CANCELLED'));
    expect(await capturing.deps.captures.find(id)).toMatchObject({ status: 'cancelled', errorCode: null });
    await capturing.expectNoDrift(capturing.sharer);
  });

  test('a clip larger than reserved and than the quota leaves is refused whole', async () => {
    await capturing.press(capturing.sharer);
    const capture = await capturing.claimOne();
    await expect(capturing.finish(capture, capturing.clipOf(capture, 600_000_000))).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    expect(await database.db.replayClip.count()).toBe(0);
    expect(await database.db.file.count()).toBe(0);
    await capturing.expectNoDrift(capturing.sharer);
  });
});
