import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { retryCapture } from '../captures/change-capture.ts';
import type { ClaimedCapture, ClaimedTrim } from '../ports/capture-work.ts';
import { type CaptureFixture, createCaptureFixture } from '../testing/capture-fixture.ts';
import { choosePoster } from './choose-poster.ts';
import { deleteClip } from './my-clips.ts';
import { trimClip } from './trim-clip.ts';

let database: TestDatabase;
let capturing: CaptureFixture;
let clipId: string;
let startedAt: number;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.reset();
  capturing = await createCaptureFixture(database.db);
  const clip = await capturing.makeClip({ title: 'Goal' });
  clipId = clip.clipId;
  startedAt = clip.actual.startAt;
});

const trim = (fields: object = {}) => trimClip(capturing.deps, capturing.sharer, { clipId, startSeconds: 10, endSeconds: 20, ...fields });

async function claimTrim(): Promise<ClaimedTrim> {
  const capture: ClaimedCapture = await capturing.claimOne();
  if (!capture.trimOf) throw new Error('Not a trim');
  return capture;
}

test('a trim is cut from the clip by any worker and becomes a clip with its own files and quota', async () => {
  const view = await trim({ title: 'Goal again' });
  expect(view).toMatchObject({ status: 'queued', sessionId: null, roomName: null, sourceClipId: clipId });
  await database.db.egressSession.updateMany({ data: { nodeId: 'elsewhere' } });
  const claimed = await claimTrim();
  expect(claimed.trimOf).toMatchObject({ clipId, startedAt, gaps: [{ startAt: startedAt + 1000, endAt: startedAt + 2000 }] });
  expect([claimed.requestedStart.getTime(), claimed.requestedEnd.getTime()]).toEqual([startedAt + 10_000, startedAt + 20_000]);
  await capturing.work().pinned(claimed, { startAt: startedAt + 10_000, endAt: startedAt + 20_000, startOffsetSeconds: null });
  expect(await capturing.deps.captures.find(view.id)).toMatchObject({ status: 'cutting', startOffsetSeconds: null });
  await capturing.work().finishing(claimed);
  await capturing.work().complete(claimed, { ...capturing.clipOf(claimed, 5_000_000), durationSeconds: 10, gaps: [], complete: true });

  const done = await capturing.deps.captures.find(view.id);
  const source = await capturing.deps.clips.find(clipId);
  expect(done).toMatchObject({ status: 'done', clip: { title: 'Goal again', durationSeconds: 10, roomName: capturing.world.roomName } });
  expect(done?.clip?.capturedAt).toEqual(source?.capturedAt);
  expect(await database.db.replayClip.count()).toBe(2);
  // Nobody in the call is told of it.
  expect(await database.db.liveEvent.count({ where: { type: 'capture.made' } })).toBe(1);
  await capturing.expectNoDrift(capturing.sharer);
});

test('the same key is the same trim', async () => {
  const [first, second] = [await trim({ idempotencyKey: 'k' }), await trim({ idempotencyKey: 'k', endSeconds: 30 })];
  expect(second.id).toBe(first.id);
  await capturing.expectNoDrift(capturing.sharer);
});

describe('is refused', () => {
  test.each<[string, object]>([
    ['behind the end of the clip', { endSeconds: 60.2 }],
    ['backwards', { startSeconds: 20, endSeconds: 20 }],
  ])('%s', async (_name, fields) => {
    await expect(trim(fields)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
  test('to others', async () => {
    const other = await capturing.world.addMember('other');
    await expect(trimClip(capturing.deps, other, { clipId, startSeconds: 0, endSeconds: 1 })).rejects.toMatchObject({
      code: 'CLIP_NOT_FOUND',
    });
  });
  test('without quota; nothing is reserved', async () => {
    await database.db.userReplayQuota.updateMany({ data: { quotaBytes: 1n } });
    await expect(trim()).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    await capturing.expectNoDrift(capturing.sharer);
  });
});

test('a clip that is deleted before a worker came fails the trim, with its reservation back', async () => {
  const view = await trim();
  await deleteClip(capturing.deps, capturing.sharer, clipId);
  expect(await capturing.queue().claim(1)).toEqual([]);
  expect(await capturing.deps.captures.find(view.id)).toMatchObject({ status: 'failed', errorCode: 'CLIP_NOT_FOUND' });
  await expect(retryCapture(capturing.deps, capturing.sharer, view.id)).rejects.toMatchObject({ code: 'CLIP_NOT_FOUND' });
  expect(Number((await capturing.quotaOf(capturing.sharer)).reservedBytes)).toBe(0);
  await capturing.expectNoDrift(capturing.sharer);
});

test('a failed trim can be tried again', async () => {
  const view = await trim();
  await database.db.capture.update({ where: { id: view.id }, data: { status: 'failed' } });
  await expect(retryCapture(capturing.deps, capturing.sharer, view.id)).resolves.toMatchObject({ status: 'queued', sourceClipId: clipId });
});

describe('a poster', () => {
  beforeEach(() => capturing.addPoster(clipId));
  const poster = (sizeBytes: number) => ({ storagePath: `p-${sizeBytes}.jpg`, mimeType: 'image/jpeg', sizeBytes, checksum: 'ef' });
  const choose = (sizeBytes: number) =>
    choosePoster({ ...capturing.deps, posters: { make: () => Promise.resolve(poster(sizeBytes)) } }, capturing.sharer, {
      clipId,
      atSeconds: 3,
    });
  test.each([400, 4_000])('of %d bytes takes the place of the one there was, id, file and bytes', async (sizeBytes) => {
    const before = await capturing.deps.clips.find(clipId);
    const old = before?.files.find((file) => file.purpose === 'POSTER');
    const view = await choose(sizeBytes);
    const files = (await capturing.deps.clips.find(clipId))?.files.filter((file) => file.purpose === 'POSTER');
    expect(files).toMatchObject([{ sizeBytes, storagePath: `p-${sizeBytes}.jpg` }]);
    expect(view.posterUrl).toBe(`/file/${files?.[0]?.id ?? ''}`);
    expect(view.posterUrl).not.toContain(old?.id);
    expect(capturing.removed).toEqual([old?.storagePath]);
    await capturing.expectNoDrift(capturing.sharer);
  });
  test('of a clip whose first one is still being made has to wait', async () => {
    await database.db.file.deleteMany({ where: { purpose: 'POSTER' } });
    await expect(choose(400)).rejects.toMatchObject({ code: 'CLIP_NOT_READY' });
  });
  test('that the quota does not hold leaves everything as it was', async () => {
    const { usedBytes, reservedBytes } = await capturing.quotaOf(capturing.sharer);
    await database.db.userReplayQuota.updateMany({ data: { quotaBytes: usedBytes + reservedBytes } });
    await expect(choose(4_000)).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    expect(capturing.removed).toEqual(['p-4000.jpg']);
    await capturing.expectNoDrift(capturing.sharer);
  });
});
