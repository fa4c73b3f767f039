import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { startTestDatabase, type TestDatabase } from './testing/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.stop());
beforeEach(() => database.reset());

const person = (email: string) => ({ name: email, email });

function session(userId: string, id: string, status: 'starting' | 'active' | 'grace' | 'stopping' | 'stopped') {
  return { egressId: `DR_${id}`, roomName: 'room', userId, quality: 'Q1080P', recorder: 'DIRECT', status, segmentPath: id } as const;
}

test('a migrated database is up to date, and processes that migrate at once take turns', async () => {
  const results = await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
  expect(results).toEqual([[], [], []]);
});

test('nobody has two running sessions, but one in grace and one running is fine', async () => {
  const { id } = await database.db.user.create({ data: person('a@b.test') });
  await database.db.egressSession.create({ data: session(id, '1', 'grace') });
  await database.db.egressSession.create({ data: session(id, '2', 'active') });
  await database.db.egressSession.create({ data: session(id, '3', 'stopped') });
  for (const status of ['starting', 'active', 'stopping'] as const) {
    await expect(database.db.egressSession.create({ data: session(id, `x-${status}`, status) })).rejects.toMatchObject({ code: 'P2002' });
  }
});

test('a quota never goes below zero', async () => {
  const { id } = await database.db.user.create({ data: person('a@b.test') });
  await database.db.userReplayQuota.create({ data: { userId: id, quotaBytes: 10n } });
  for (const data of [{ usedBytes: -1n }, { reservedBytes: -1n }, { quotaBytes: -1n }]) {
    await expect(database.db.userReplayQuota.update({ where: { userId: id }, data })).rejects.toThrow(/user_replay_quota_bytes/);
  }
});

test('no signal listener is left that would stop the database before the product has shut down', () => {
  expect(
    process
      .listeners('SIGTERM')
      .map(String)
      .filter((source) => source.includes('eventFilters')),
  ).toEqual([]);
});
