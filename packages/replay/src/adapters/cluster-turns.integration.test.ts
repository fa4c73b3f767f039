import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClusterTurns } from './cluster-turns.ts';

const HOUR_MS = 3_600_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

test('of many workers that tick at once one does the job, and the next tick is another turn', async () => {
  const workers = Array.from({ length: 4 }, () => createClusterTurns(database.db, database.url));
  let runs = 0;
  const tick = () => Promise.all(workers.map((worker) => worker.take('job', HOUR_MS, async () => void (runs += 1))));
  await tick();
  for (const worker of workers) await worker.take('job', HOUR_MS, async () => void (runs += 1));
  expect(runs).toBe(1);
  await database.db.$executeRaw`UPDATE cluster_job SET "startedAt" = now() - interval '1 hour'`;
  await tick();
  expect(runs).toBe(2);
});

test('a turn taken between two ticks, as at a start, does not cost the next tick its turn', async () => {
  const turns = createClusterTurns(database.db, database.url);
  let runs = 0;
  const take = () => turns.take('at start', 1_000, async () => void (runs += 1));
  // Half a second before a tick it still counts for the last one.
  const beginAt = (fraction: number) => database.db.$executeRaw`
    UPDATE cluster_job SET "startedAt" = date_trunc('second', now()) - make_interval(secs => ${fraction}::double precision)`;
  await take();
  await beginAt(0.6);
  await take();
  expect(runs).toBe(2);
});

test('a job that is still at work is not begun again, and one that fails gives its turn back', async () => {
  const turns = createClusterTurns(database.db, database.url);
  let finish = (): void => {};
  const begun = turns.take('slow', 0, () => new Promise<void>((resolve) => (finish = resolve)));
  await expect.poll(() => database.db.clusterJob.count({ where: { name: 'slow' } })).toBe(1);
  expect(await turns.take('slow', 0, async () => 'twice')).toBeUndefined();
  finish();
  await begun;
  await expect(turns.take('slow', 0, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await turns.take('slow', 0, async () => 'again')).toBe('again');
});
