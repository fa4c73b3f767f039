import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createCaptureFixture } from './capture-fixture.ts';
import { createTestWorld } from './test-world.ts';

const PROCESSES = 4;
const program = fileURLToPath(new URL('rush.ts', import.meta.url));
let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());
beforeEach(() => database.reset());

/** Lets several processes ask at one instant, each for its share of `userIds`; answers how often which answer came. */
async function rush(userIds: string[], place: { roomName: string; sessionId?: string }): Promise<Record<string, number>> {
  const children = Array.from({ length: PROCESSES }, (_, index) => {
    const own = userIds.filter((_id, at) => at % PROCESSES === index);
    const input = JSON.stringify({ url: database.url, userIds: own, ...place });
    return spawn(process.execPath, [program, input], { stdio: ['pipe', 'pipe', 'inherit'] });
  });
  const lines = children.map((child) => createInterface({ input: child.stdout })[Symbol.asyncIterator]());
  for (const line of lines) expect((await line.next()).value).toBe('ready');
  const ended = children.map((child: ChildProcess) => once(child, 'exit'));
  for (const child of children) child.stdin.write('go\n');
  const counts: Record<string, number> = {};
  for (const line of lines) {
    for (const answer of z.array(z.string()).parse(JSON.parse(String((await line.next()).value))))
      counts[answer] = (counts[answer] ?? 0) + 1;
  }
  expect((await Promise.all(ended)).map(([code]) => Number(code))).toEqual(children.map(() => 0));
  return counts;
}

test('50 starts of one person from four processes make one session', async () => {
  const world = await createTestWorld(database.db);
  const { userId } = await world.addMember('one');
  expect(
    await rush(
      Array.from({ length: 50 }, () => userId),
      world,
    ),
  ).toEqual({ accepted: 1, SESSION_ALREADY_ACTIVE: 49 });
  expect(await database.db.egressSession.count()).toBe(1);
});

test('50 people from four processes and a limit of 5 make 5 sessions', async () => {
  const world = await createTestWorld(database.db, { maxConcurrent: 5 });
  const people = await Promise.all(Array.from({ length: 50 }, (_, index) => world.addMember(`p${index}`)));
  const counts = await rush(
    people.map((person) => person.userId),
    world,
  );
  expect(counts).toEqual({ accepted: 5, COMMUNITY_LIMIT_REACHED: 45 });
  expect(await database.db.egressSession.count()).toBe(5);
});

test('50 captures from four processes share the last bytes and never take more', async () => {
  const capturing = await createCaptureFixture(database.db);
  const { sharer, sessionId, world } = capturing;
  // Room for seven of 69,320,000 bytes each, and nearly an eighth.
  await database.db.userReplayQuota.create({ data: { userId: sharer.userId, quotaBytes: BigInt(69_320_000 * 8 - 1) } });
  const userIds = Array.from({ length: 50 }, () => sharer.userId);
  expect(await rush(userIds, { roomName: world.roomName, sessionId })).toEqual({ accepted: 7, QUOTA_EXCEEDED: 43 });
  await capturing.expectNoDrift(sharer);
});
