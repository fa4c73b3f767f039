import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPrismaAudit } from '../adapters/prisma-audit.ts';
import { createPrismaExportQueue } from '../adapters/prisma-export-queue.ts';
import { createPrismaStores } from '../adapters/create-prisma-stores.ts';
import { authorizeFile } from '../clips/authorize-file.ts';
import { deleteClip } from '../clips/my-clips.ts';
import type { ExportJob, ExportQueue } from '../ports/export-store.ts';
import { type CaptureFixture, createCaptureFixture } from '../testing/capture-fixture.ts';
import { deleteExport, type ExportDeps, getExport, requestExport } from './clip-exports.ts';

let database: TestDatabase;
let capturing: CaptureFixture;
let deps: ExportDeps;
let queue: ExportQueue;
let clipId: string;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.reset();
  capturing = await createCaptureFixture(database.db);
  deps = { ...capturing.deps, exports: createPrismaStores(database.db).exports };
  queue = createPrismaExportQueue(database.db);
  await capturing.press(capturing.sharer, { shareOption: 'channel', targetChannelId: capturing.world.textChannelId });
  clipId = (await capturing.finish(await capturing.claimOne())).clipId;
});

const request = (limitBytes = 8_000_000) => requestExport(deps, capturing.sharer, { clipId, limitBytes });
const fileOf = (storagePath: string) => ({ storagePath, mimeType: 'video/mp4', sizeBytes: 7_900_000, checksum: 'aa' });
async function jobOf(): Promise<ExportJob> {
  const [job] = await queue.listUnfinished(true);
  if (!job) throw new Error('No export is wanted');
  return job;
}

describe('an export', () => {
  test('holds its limit while it is made, then what it takes; its owner alone reads it', async () => {
    const before = await capturing.quotaOf(capturing.sharer);
    expect(await request()).toMatchObject({ status: 'queued', limitBytes: 8_000_000, downloadUrl: null });
    expect((await capturing.quotaOf(capturing.sharer)).reservedBytes - before.reservedBytes).toBe(8_000_000n);
    expect(await createPrismaAudit(database.db).repairQuotas()).toEqual([]);
    const job = await jobOf();
    expect(await queue.start(job)).toMatchObject({ limitBytes: 8_000_000, source: { mayBeCopied: false }, durationSeconds: 60 });
    await queue.noteProgress(job, 0.5);
    expect(await getExport(deps, capturing.sharer, clipId)).toMatchObject({ status: 'running', progress: 0.5 });
    expect(await queue.complete(job, fileOf('small.mp4'))).toBe(true);
    const done = await getExport(deps, capturing.sharer, clipId);
    expect(done).toMatchObject({ status: 'done', sizeBytes: 7_900_000 });
    const after = await capturing.quotaOf(capturing.sharer);
    expect([after.usedBytes - before.usedBytes, after.reservedBytes]).toEqual([7_900_000n, before.reservedBytes]);
    await capturing.expectNoDrift(capturing.sharer);
    const fileId = /file\/([^?]*)/.exec(done?.downloadUrl ?? '')?.[1] ?? '';
    expect(await authorizeFile(deps, capturing.sharer, fileId)).toMatchObject({ storagePath: 'small.mp4' });
    const reader = await capturing.world.addMember('reader', []);
    await expect(authorizeFile(deps, reader, fileId)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(getExport(deps, reader, clipId)).rejects.toMatchObject({ code: 'NOT_CLIP_OWNER' });
  });

  test('is replaced by the next one, and work on the old one changes nothing', async () => {
    await request();
    const old = await jobOf();
    await queue.start(old);
    await request(9_000_000);
    expect(await queue.start(old)).toBeNull();
    expect(await queue.complete(old, fileOf('old.mp4'))).toBe(false);
    await queue.fail(old, 'CAPTURE_FAILED');
    await queue.complete(await jobOf(), fileOf('new.mp4'));
    await capturing.expectNoDrift(capturing.sharer);
    await request(10_000_000);
    expect(capturing.removed).toContain('new.mp4');
    await capturing.expectNoDrift(capturing.sharer);
  });

  test('that fails gives its reservation back and says why', async () => {
    const { reservedBytes } = await capturing.quotaOf(capturing.sharer);
    await request();
    await queue.fail(await jobOf(), 'EXPORT_TOO_SMALL');
    expect(await getExport(deps, capturing.sharer, clipId)).toMatchObject({ status: 'failed', errorCode: 'EXPORT_TOO_SMALL' });
    expect((await capturing.quotaOf(capturing.sharer)).reservedBytes).toBe(reservedBytes);
    await capturing.expectNoDrift(capturing.sharer);
  });

  test('goes with its clip, and when it is deleted, whether or not it is there yet', async () => {
    await request();
    await deleteExport(deps, capturing.sharer, clipId);
    expect(await getExport(deps, capturing.sharer, clipId)).toBeNull();
    await capturing.expectNoDrift(capturing.sharer);
    await request();
    await queue.complete(await jobOf(), fileOf('small.mp4'));
    await request();
    await deleteClip(deps, capturing.sharer, clipId);
    expect(await capturing.quotaOf(capturing.sharer)).toMatchObject({ usedBytes: 0n, reservedBytes: 0n });
  });

  test('is refused when the quota has no room, which keeps the one before', async () => {
    await request();
    await queue.complete(await jobOf(), fileOf('small.mp4'));
    const { usedBytes, reservedBytes } = await capturing.quotaOf(capturing.sharer);
    await database.db.userReplayQuota.updateMany({ data: { quotaBytes: usedBytes + reservedBytes } });
    await expect(request(50_000_000)).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    expect(await getExport(deps, capturing.sharer, clipId)).toMatchObject({ status: 'done' });
    await capturing.expectNoDrift(capturing.sharer);
  });

  test('for which the clip is too long is refused, with what would do', async () => {
    await database.db.replayClip.updateMany({ data: { durationSeconds: 3600 } });
    await expect(request()).rejects.toMatchObject({ code: 'EXPORT_TOO_SMALL', details: { smallestBytes: 45_000_000 } });
  });

  test('is found when it is old', async () => {
    await request();
    await queue.complete(await jobOf(), fileOf('small.mp4'));
    expect(await queue.listOlderThan(new Date(Date.now() - 60_000), 10)).toEqual([]);
    expect(await queue.listOlderThan(new Date(Date.now() + 60_000), 10)).toEqual([clipId]);
  });
});
