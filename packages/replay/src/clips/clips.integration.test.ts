import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPrismaRenditionStore } from '../adapters/prisma-rendition-store.ts';
import { type CaptureFixture, createCaptureFixture } from '../testing/capture-fixture.ts';
import type { ClipPageInput } from '../schemas/clip-schemas.ts';
import { authorizeFile } from './authorize-file.ts';
import { deleteClip, deleteClips, getClip, listClips } from './my-clips.ts';
import { listClipShares, shareClip } from './share-clip.ts';

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

describe('a clip', () => {
  test('is listed, gets a rendition, is read by who may, and gives its bytes back', async () => {
    const clip = await capturing.makeClip({ shareOption: 'channel', targetChannelId: capturing.world.textChannelId });
    const renditions = createPrismaRenditionStore(database.db);
    const rendition = { storagePath: 'aac.mp4', mimeType: 'video/mp4', sizeBytes: 5000, checksum: 'ef' };
    await capturing.addPoster(clip.clipId);
    await capturing.expectNoDrift(capturing.sharer);
    expect(await renditions.addCompatible(clip.clipId, rendition)).toBe('added');
    await capturing.expectNoDrift(capturing.sharer);
    expect(await renditions.findOriginal(clip.clipId)).toMatchObject({ hasPictures: true, hasCompatible: true });

    const page = await listClips(capturing.deps, capturing.sharer, { limit: 20, cursor: 0 });
    expect(page).toMatchObject({
      total: 1,
      hasMore: false,
      nextCursor: null,
      clips: [{ id: clip.clipId, compatibleState: 'ready', sizeBytes: 30_000_000 }],
    });
    const fileId = page.clips[0]?.file.id ?? '';
    const reader = await capturing.world.addMember('reader', []);
    const outsider = await capturing.addOutsider();
    expect(await authorizeFile(capturing.deps, capturing.sharer, fileId)).toMatchObject({
      storagePath: clip.storagePath,
      sizeBytes: 30_000_000,
    });
    // Others never get the file as cut; what they are offered instead they may read.
    await expect(authorizeFile(capturing.deps, reader, fileId)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    const seen = await getClip(capturing.deps, reader, clip.clipId);
    expect(seen).toMatchObject({ isOwn: false, sizeBytes: 5000, checksum: 'ef', compatibleState: 'ready' });
    expect(seen.fileUrl).toBe(`/file/${seen.file.id}`);
    expect(JSON.stringify(seen)).not.toContain(fileId);
    expect(await authorizeFile(capturing.deps, reader, seen.file.id)).toMatchObject({ storagePath: 'aac.mp4' });
    await expect(authorizeFile(capturing.deps, outsider, fileId)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(deleteClip(capturing.deps, reader, clip.clipId)).rejects.toMatchObject({ code: 'NOT_CLIP_OWNER' });
    await expect(deleteClip(capturing.deps, outsider, clip.clipId)).rejects.toMatchObject({ code: 'CLIP_NOT_FOUND' });

    expect(await deleteClip(capturing.deps, capturing.sharer, clip.clipId)).toEqual({
      freedBytes: 30_006_000,
      remainingQuotaBytes: 500_000_000,
    });
    expect(capturing.removed.sort()).toEqual([clip.storagePath, `${clip.clipId}.poster.jpg`, 'aac.mp4'].sort());
    expect(await database.db.message.findMany()).toMatchObject([{ clipId: null, hadClip: true }]);
    expect(await renditions.addCompatible(clip.clipId, rendition)).toBe('clip-gone');
    await capturing.expectNoDrift(capturing.sharer);
    await expect(deleteClip(capturing.deps, capturing.sharer, clip.clipId)).rejects.toMatchObject({ code: 'CLIP_NOT_FOUND' });
  });

  test('pages go on where the one before ended', async () => {
    for (let index = 0; index < 5; index += 1) {
      await capturing.makeClip();
    }
    const first = await listClips(capturing.deps, capturing.sharer, { limit: 3, cursor: 0 });
    const second = await listClips(capturing.deps, capturing.sharer, { limit: 3, cursor: first.nextCursor ?? -1 });
    expect([first.hasMore, second.hasMore, second.nextCursor, second.clips.length]).toEqual([true, false, null, 2]);
    expect(new Set([...first.clips, ...second.clips].map((clip) => clip.id)).size).toBe(5);
  });

  test('are found by any part of their titles, which is no pattern, and by when they were made', async () => {
    const ids: string[] = [];
    for (const title of ['100% GOAL', 'another goal', 'file_1', 'fileX1']) {
      await capturing.press(capturing.sharer, { title });
      ids.push((await capturing.finish(await capturing.claimOne())).clipId);
    }
    const titles = async (chosen: Partial<ClipPageInput>) => {
      const page = await listClips(capturing.deps, capturing.sharer, { limit: 20, cursor: 0, ...chosen });
      expect(page.total).toBe(page.clips.length);
      return page.clips.map((clip) => clip.title);
    };
    expect(await titles({ search: 'goal' })).toEqual(['another goal', '100% GOAL']);
    expect(await titles({ search: '0%' })).toEqual(['100% GOAL']);
    expect(await titles({ search: 'e_1' })).toEqual(['file_1']);
    expect(await titles({ search: '\\' })).toEqual([]);
    expect(await titles({ search: 'goal', sort: 'oldest' })).toEqual(['100% GOAL', 'another goal']);
    await database.db.replayClip.update({ where: { id: ids[1] ?? '' }, data: { durationSeconds: 500, sizeBytes: 5 } });
    await database.db.replayClip.update({ where: { id: ids[2] ?? '' }, data: { createdAt: new Date('2026-01-05T00:00:00Z') } });
    expect((await titles({ sort: 'longest' }))[0]).toBe('another goal');
    expect((await titles({ sort: 'largest' })).at(-1)).toBe('another goal');
    expect(await titles({ from: '2026-01-05T00:00:00Z', until: '2026-01-05T00:00:00.001Z' })).toEqual(['file_1']);
    expect(await titles({ until: '2026-01-05T00:00:00Z' })).toEqual([]);
    expect(await titles({ communityId: 'elsewhere' })).toEqual([]);
  });

  test("several are deleted at once: all of them one's own, or none", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      await capturing.press(capturing.sharer, { shareOption: 'channel', targetChannelId: capturing.world.textChannelId });
      ids.push((await capturing.finish(await capturing.claimOne())).clipId);
    }
    const reader = await capturing.world.addMember('reader', []);
    await expect(deleteClips(capturing.deps, reader, ids)).rejects.toMatchObject({ code: 'NOT_CLIP_OWNER' });
    const two = ids.slice(0, 2);
    expect(await deleteClips(capturing.deps, capturing.sharer, [...two, ...two, 'gone'])).toMatchObject({
      deletedIds: two,
      freedBytes: 2 * 30_000_000,
    });
    expect(await database.db.replayClip.findMany({ select: { id: true } })).toEqual([{ id: ids[2] }]);
    await capturing.expectNoDrift(capturing.sharer);
    await expect(deleteClips(capturing.deps, capturing.sharer, two)).rejects.toMatchObject({ code: 'CLIP_NOT_FOUND' });
  });

  test('its shares are known to its owner, with the comment under its words', async () => {
    await capturing.press(capturing.sharer);
    const { clipId } = await capturing.finish(await capturing.claimOne());
    const channelId = capturing.world.textChannelId;
    const message = await shareClip(capturing.deps, capturing.sharer, clipId, channelId, 'Look');
    expect(message.text).toBe('🎬 Replay captured (1 min)\nLook');
    expect(await listClipShares(capturing.deps, capturing.sharer, clipId)).toMatchObject([
      { messageId: message.id, channelId, channelName: 'clips', communityName: 'Testers' },
    ]);
    const reader = await capturing.world.addMember('reader', []);
    await expect(listClipShares(capturing.deps, reader, clipId)).rejects.toMatchObject({ code: 'NOT_CLIP_OWNER' });
  });

  test('a rendition for which there is no quota is not kept', async () => {
    const clip = await capturing.makeClip();
    await database.db.userReplayQuota.updateMany({ data: { quotaBytes: 30_000_500n } });
    const renditions = createPrismaRenditionStore(database.db);
    const rendition = { storagePath: 'aac.mp4', mimeType: 'video/mp4', sizeBytes: 60_000_000, checksum: 'ef' };
    expect(await renditions.addCompatible(clip.clipId, rendition)).toBe('quota-exceeded');
    await capturing.expectNoDrift(capturing.sharer);
    // What was reserved with the capture is there for it, however small the quota has become.
    expect(await renditions.addCompatible(clip.clipId, { ...rendition, sizeBytes: 31_000_000 })).toBe('added');
    await capturing.expectNoDrift(capturing.sharer);
    expect(await capturing.quotaOf(capturing.sharer)).toMatchObject({ usedBytes: 61_000_000n, reservedBytes: 0n });
  });

  test('its pictures take of the reservation, then of the quota, and are not kept without either', async () => {
    const clip = await capturing.makeClip();
    const renditions = createPrismaRenditionStore(database.db);
    const before = (await capturing.quotaOf(capturing.sharer)).reservedBytes;
    const picture = { mimeType: 'image/jpeg', checksum: 'cd' };
    expect(
      await renditions.addPictures(clip.clipId, [
        { ...picture, purpose: 'POSTER', storagePath: 'poster.jpg', sizeBytes: 1000 },
        { ...picture, purpose: 'STORYBOARD', storagePath: 'storyboard.jpg', sizeBytes: 2000 },
      ]),
    ).toBe('added');
    expect(await capturing.quotaOf(capturing.sharer)).toMatchObject({ usedBytes: 30_003_000n, reservedBytes: before - 3000n });
    await capturing.expectNoDrift(capturing.sharer);

    const late = await capturing.makeClip();
    for (let attempt = 0; attempt < 5; attempt += 1) await renditions.noteFailure(late.clipId);
    const poster = { ...picture, purpose: 'POSTER' as const, storagePath: 'late.jpg', sizeBytes: 1000 };
    const { usedBytes, reservedBytes } = await capturing.quotaOf(capturing.sharer);
    await database.db.userReplayQuota.updateMany({ data: { quotaBytes: usedBytes + reservedBytes + 999n } });
    expect(await renditions.addPictures(late.clipId, [poster])).toBe('quota-exceeded');
    await database.db.userReplayQuota.updateMany({ data: { quotaBytes: usedBytes + reservedBytes + 1000n } });
    expect(await renditions.addPictures(late.clipId, [poster])).toBe('added');
    await capturing.expectNoDrift(capturing.sharer);
  });

  test('its rendition is waited for by others, tried five times, and then given up with its reservation', async () => {
    const { clipId } = await capturing.makeClip({ shareOption: 'channel', targetChannelId: capturing.world.textChannelId });
    const reader = await capturing.world.addMember('reader', []);
    const renditions = createPrismaRenditionStore(database.db);
    const seen = await getClip(capturing.deps, reader, clipId);
    expect(seen).toMatchObject({ isOwn: false, compatibleState: 'preparing' });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await capturing.quotaOf(capturing.sharer)).reservedBytes).toBe(36_320_000n);
      expect(await renditions.listWithoutCompatible()).toEqual([clipId]);
      await expect(authorizeFile(capturing.deps, reader, seen.file.id)).rejects.toMatchObject({
        code: 'CLIP_NOT_READY',
        message: 'The clip is being prepared',
        details: { retryAfterSeconds: 5 },
      });
      await renditions.noteFailure(clipId);
    }
    expect(await renditions.listWithoutCompatible()).toEqual([]);
    expect(await getClip(capturing.deps, reader, clipId)).toMatchObject({ compatibleState: 'unavailable' });
    await expect(authorizeFile(capturing.deps, reader, seen.file.id)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    expect((await capturing.quotaOf(capturing.sharer)).reservedBytes).toBe(0n);
    await capturing.expectNoDrift(capturing.sharer);
  });

  test('deleted before its rendition is there, it gives that reservation back too', async () => {
    const { clipId } = await capturing.makeClip();
    expect(await deleteClip(capturing.deps, capturing.sharer, clipId)).toMatchObject({ remainingQuotaBytes: 500_000_000 });
    await capturing.expectNoDrift(capturing.sharer);
  });
});
