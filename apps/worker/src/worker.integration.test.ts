import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@reprise/recorder/testing';
import { createPrismaStores } from '@reprise/replay/server';
import { startSyntheticShare, type SyntheticShare } from '@reprise/synthetic-share';
import { measureAvOffset, readClipClock } from '@reprise/synthetic-share/clip-clock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkerStage, type WorkerStage } from './testing/worker-stage.ts';

let directory: string;
let stage: WorkerStage;
let share: SyntheticShare;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reprise-worker-'));
  stage = await openWorkerStage(join(directory, 'stage'));
  const token = await stage.livekit.token(stage.sharerId, { canPublish: true });
  share = await startSyntheticShare({ url: stage.livekit.url, token, width: 640, height: 360 });
  stage.startWorker();
});

afterAll(async () => {
  await share.stop();
  await stage.close();
  await rm(directory, { recursive: true, force: true });
});

test('a worker that is killed while it records loses less than a second before the kill', async () => {
  await bufferGrowsTo(4_000);
  const killedAt = Date.now();
  await stage.endWorker('SIGKILL');
  stage.startWorker();
  await waitUntil('the session is recorded again', 20_000, async () => ((await session()).bufferedTo?.getTime() ?? 0) > killedAt + 3_000);

  const capture = await stage.press(60_000);
  await capture.reached('done');
  const clip = await stage.database.db.replayClip.findUniqueOrThrow({ where: { id: capture.id } });
  const original = (await stage.filesOf(capture.id)).get('ORIGINAL') ?? '';
  const clocks = (await readClipClock(original)).flatMap((frame) => frame.clockMs ?? []);
  const lastBefore = Math.max(...clocks.filter((clock) => clock <= killedAt));
  const firstAfter = Math.min(...clocks.filter((clock) => clock > killedAt));
  expect(killedAt - lastBefore).toBeLessThanOrEqual(1_000);
  expect(firstAfter - killedAt).toBeLessThan(10_000);
  expect(clip.complete).toBe(false);
  expect(clip.gaps).toHaveLength(1);
  const av = await measureAvOffset(original);
  expect(av.p95AbsoluteMs).toBeLessThanOrEqual(80);
});

test('a worker that is killed while it cuts leaves no half clip, no temporary file and no reservation', async () => {
  const { db } = stage.database;
  const captures = await Promise.all(Array.from({ length: 8 }, () => stage.press(60_000)));
  await Promise.race(captures.map((capture) => capture.reached('cutting')));
  await stage.endWorker('SIGKILL');
  const unfinished = await db.capture.count({ where: { id: { in: captures.map(({ id }) => id) }, status: { not: 'done' } } });
  expect(unfinished).toBeGreaterThan(0);
  stage.startWorker();
  await Promise.all(captures.map((capture) => capture.reached('done')));

  await stage.untilDerived(90_000);
  const files = await db.file.findMany();
  expect(files).toHaveLength(9 * 4);
  const inRows = files.map((file) => file.storagePath.replace(`${stage.sharerId}/`, ''));
  expect((await readdir(stage.clipDirectory)).sort()).toEqual(inRows.sort());
  const quota = await db.userReplayQuota.findUniqueOrThrow({ where: { userId: stage.sharerId } });
  const stored = files.reduce((sum, file) => sum + file.size, 0n);
  expect(quota).toMatchObject({ usedBytes: stored, reservedBytes: 0n });
}, 180_000);

test('a share that ends keeps its buffer; the sharer who stops it deletes it', async () => {
  await share.stop();
  await waitUntil('the session is in grace', 15_000, async () => (await session()).status === 'grace');
  const capture = await stage.press(10_000, (await session()).bufferedTo ?? undefined);
  await capture.reached('done');
  await createPrismaStores(stage.database.db).sessions.requestStop(stage.sessionId);
  await waitUntil('the session is over', 10_000, async () => ['stopped', 'ended'].includes((await session()).status));
  expect((await readdir(stage.buffers)).filter((name) => !name.startsWith('.'))).toEqual([]);
});

function session() {
  return stage.database.db.egressSession.findUniqueOrThrow({ where: { id: stage.sessionId } });
}

async function bufferGrowsTo(ms: number): Promise<void> {
  await waitUntil(`${String(ms)} ms are buffered`, 30_000, async () => {
    const { bufferedFrom, bufferedTo } = await session();
    return bufferedFrom !== null && bufferedTo !== null && bufferedTo.getTime() - bufferedFrom.getTime() >= ms;
  });
}
