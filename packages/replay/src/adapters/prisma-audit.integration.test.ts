import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createCaptureFixture, type CaptureFixture } from '../testing/capture-fixture.ts';
import { createPrismaAudit } from './prisma-audit.ts';
import { sweepTemporaryFiles } from './sweep-temporary-files.ts';

let database: TestDatabase;
let fixture: CaptureFixture;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.reset();
  fixture = await createCaptureFixture(database.db);
});

test('a drifted quota is set right and told, a right one is left alone', async () => {
  const { sharer } = fixture;
  const audit = createPrismaAudit(database.db);
  await fixture.press(sharer);
  await fixture.finish(await fixture.claimOne());
  await fixture.press(sharer);
  expect(await audit.repairQuotas()).toEqual([]);
  const before = await fixture.quotaOf(sharer);
  await database.db.userReplayQuota.update({ where: { userId: sharer.userId }, data: { usedBytes: 7, reservedBytes: 3 } });
  expect(await audit.repairQuotas()).toEqual([
    {
      userId: sharer.userId,
      usedBefore: 7,
      usedBytes: Number(before.usedBytes),
      reservedBefore: 3,
      reservedBytes: Number(before.reservedBytes),
    },
  ]);
  await fixture.expectNoDrift(sharer);
});

test('clips are kept for as long as their community says', async () => {
  const { sharer } = fixture;
  const audit = createPrismaAudit(database.db);
  await fixture.press(sharer);
  const { clipId } = await fixture.finish(await fixture.claimOne());
  await database.db.replayClip.updateMany({ data: { createdAt: new Date(Date.now() - 30 * 24 * 3_600_000) } });
  expect(await audit.listExpiredClips(10)).toEqual([]);
  await database.db.communityReplayConfig.updateMany({ data: { clipRetentionDays: 31 } });
  expect(await audit.listExpiredClips(10)).toEqual([]);
  await database.db.communityReplayConfig.updateMany({ data: { clipRetentionDays: 29 } });
  expect(await audit.listExpiredClips(10)).toEqual([clipId]);
});

test('only what nobody writes any more is swept', async () => {
  const { sharer } = fixture;
  await fixture.press(sharer);
  const running = await fixture.claimOne();
  const root = await mkdtemp(join(tmpdir(), 'reprise-sweep-'));
  const dead = '00000000-0000-4000-8000-000000000000';
  const names = [`.tmp-${running.id}.mp4`, `.tmp-${dead}.mp4`, '.tmp-young.mp4', 'clip.mp4'];
  await mkdir(join(root, 'user'));
  for (const name of names) {
    await writeFile(join(root, 'user', name), '');
    if (!name.includes('young')) await utimes(join(root, 'user', name), 1, 1);
  }
  const { findUnfinished } = createPrismaAudit(database.db);
  expect(await sweepTemporaryFiles({ root, now: Date.now(), olderThanMs: 3_600_000, findUnfinished })).toBe(1);
  expect((await readdir(join(root, 'user'))).sort()).toEqual(names.filter((name) => !name.includes(dead)).sort());
  await rm(root, { recursive: true });
});
