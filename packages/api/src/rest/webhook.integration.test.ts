import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listen, type Listener } from '@reprise/db';
import { CALL_HINT_CHANNEL, createPrismaReconcileStore, parseCallHint, reconcileSessions } from '@reprise/replay/server';
import fc from 'fast-check';
import { AccessToken } from 'livekit-server-sdk';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

const samples = join(import.meta.dirname, '../../../replay/src/testing/egress/webhooks');
const bodies = readdirSync(samples).map((name) => ({ name, body: readFileSync(join(samples, name), 'utf8') }));
const credentials = { apiKey: 'devkey', apiSecret: 'a livekit secret only for tests, long enough' };

let server: TestApi;
let listener: Listener;
let hints: Array<{ roomName?: string; egressId?: string }>;
beforeAll(async () => {
  server = await startTestApi();
  await new Promise<void>((connected) => {
    listener = listen({
      connectionString: server.database.url,
      channels: [CALL_HINT_CHANNEL],
      onNotification: (_channel, payload) => void hints.push(parseCallHint(payload)),
      onConnected: connected,
      onLost: () => {},
    });
  });
});
afterAll(async () => {
  await listener.close();
  await server.stop();
});
beforeEach(() => {
  hints = [];
});

async function sign(body: string, secret = credentials.apiSecret): Promise<string> {
  const token = new AccessToken(credentials.apiKey, secret, { ttl: '5m' });
  token.sha256 = createHash('sha256').update(body).digest('base64');
  return token.toJwt();
}

async function post(body: string, authorization?: string): Promise<number> {
  const headers = { 'content-type': 'application/webhook+json', authorization: authorization ?? (await sign(body)) };
  const response = await server.api.handleRest(
    new Request('http://localhost:3000/livekit-replay/webhook', { method: 'POST', headers, body }),
  );
  return response.status;
}

const hinted = (count: number) => expect.poll(() => hints.length).toBe(count);

test('what LiveKit did not sign is refused', async () => {
  const [sample] = bodies;
  if (!sample) throw new Error('No samples');
  expect(await post(sample.body, await sign(sample.body, 'another secret, also long enough for it'))).toBe(401);
  expect(await post(`${sample.body} `, await sign(sample.body))).toBe(401);
  expect(await post(sample.body, 'nonsense')).toBe(401);
  const unsigned = new Request('http://localhost:3000/livekit-replay/webhook', { method: 'POST', body: sample.body });
  expect((await server.api.handleRest(unsigned)).status).toBe(401);
  expect(hints).toEqual([]);
});

test('both dialects say the same, unknown events and fields nothing', async () => {
  const camel = {
    event: 'egress_ended',
    egressInfo: { egressId: 'EG_1', roomName: 'r', status: 'EGRESS_COMPLETE', endedAt: '1' },
    id: 'EV',
    createdAt: '1',
  };
  const snake = {
    event: 'egress_ended',
    egress_info: { egress_id: 'EG_1', room_name: 'r', status: 'EGRESS_COMPLETE', ended_at: '1', segment_count: '0', error: '' },
    id: 'EV',
    created_at: '1',
    brand_new: { field: true },
  };
  for (const body of [camel, snake]) expect(await post(JSON.stringify(body))).toBe(200);
  await hinted(2);
  expect(hints).toEqual([
    { roomName: 'r', egressId: 'EG_1' },
    { roomName: 'r', egressId: 'EG_1' },
  ]);
  expect(await post(JSON.stringify({ event: 'something_new', room: { name: 'r' } }))).toBe(200);
  expect(
    await post(JSON.stringify({ event: 'egress_ended', egressInfo: { egressId: 'EG_2', roomName: 'r', status: 'EGRESS_BRAND_NEW' } })),
  ).toBe(200);
  await hinted(3);
});

test('recorders that come and go are no reason to look', async () => {
  const quiet = bodies.filter(({ name }) => /participant_(joined|left)|room_started/.test(name));
  expect(quiet.length).toBeGreaterThan(2);
  for (const { body } of quiet) expect(await post(body)).toBe(200);
  const last = { event: 'room_finished', room: { name: 'the-end' } };
  await post(JSON.stringify(last));
  await hinted(1);
  expect(hints).toEqual([{ roomName: 'the-end' }]);
});

/** What LiveKit says makes of the sessions, whatever its webhooks say. */
const endStates = ['active', 'grace', 'failed', 'active'];

test('without any webhook, and with each once in order', async () => {
  for (const sent of [[], bodies]) {
    const sessions = await makeSessions();
    for (const { body } of sent) expect(await post(body)).toBe(200);
    await followHints();
    await reconcile();
    expect(await readStates(sessions)).toEqual(endStates);
  }
});

test('each body twice, in any order, followed at any moments: the same end', async () => {
  const twice = [...bodies.keys(), ...bodies.keys()];
  const order = fc.shuffledSubarray(twice, { minLength: twice.length });
  const looks = fc.uniqueArray(fc.nat({ max: twice.length - 1 }), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(order, looks, async (sent, lookAfter) => {
      const sessions = await makeSessions();
      for (const [at, index] of sent.entries()) {
        expect(await post(bodies[index]?.body ?? '')).toBe(200);
        if (lookAfter.includes(at)) await followHints();
      }
      await followHints();
      await reconcile();
      expect(await readStates(sessions)).toEqual(endStates);
    }),
    { numRuns: 8 },
  );
}, 240_000);

/** Looks where the webhooks so far hint at. */
async function followHints(): Promise<void> {
  const rooms = [...new Set(hints.flatMap((hint) => hint.roomName ?? []))];
  if (rooms.length > 0) await reconcile(rooms);
}

/** Four people of the samples' rooms: two still share (one has for two hours), one is gone, one was gone before media. */
async function makeSessions(): Promise<string[]> {
  const { db } = server.api;
  await db.egressSession.deleteMany();
  const rows = [
    { roomName: 'room', status: 'active', isSharing: true },
    { roomName: 'busy2', status: 'active', isSharing: false },
    { roomName: 'kl', status: 'starting', isSharing: false },
    { roomName: 'adm', status: 'active', isSharing: true },
  ] as const;
  sharing.clear();
  const ids: string[] = [];
  for (const { roomName, status, isSharing } of rows) {
    const id = randomUUID();
    const user = await db.user.create({ data: { name: roomName, email: `${id}@people.test` } });
    const startedAt = new Date(Date.now() - 2 * 3_600_000);
    const isActive = status === 'active';
    await db.egressSession.create({
      data: {
        id,
        egressId: `EG_${id}`,
        roomName,
        userId: user.id,
        quality: 'Q1080P',
        recorder: 'EGRESS',
        status,
        startedAt,
        activeAt: isActive ? startedAt : null,
        segmentPath: `${roomName}/${user.id}/${id}`,
        nodeId: 'n',
        leaseUntil: new Date(Date.now() + 60_000),
      },
    });
    if (isSharing) sharing.set(roomName, user.id);
    ids.push(id);
  }
  return ids;
}

const sharing = new Map<string, string>();

async function reconcile(rooms?: string[]): Promise<void> {
  const calls = {
    listShares: async (names: readonly string[]) =>
      new Map(
        names.map((name) => [
          name,
          new Map([...sharing].flatMap(([room, user]) => (room === name ? [[user, { videoTrackId: 'TR_V' }] as const] : []))),
        ]),
      ),
  };
  const store = createPrismaReconcileStore(server.api.db);
  await reconcileSessions({ store, calls, egresses: null, graceMs: 300_000, now: () => new Date(), pause: async () => {} }, rooms);
}

async function readStates(ids: string[]): Promise<string[]> {
  const rows = await server.api.db.egressSession.findMany({ where: { id: { in: ids } } });
  return ids.map((id) => rows.find((row) => row.id === id)?.status ?? 'gone');
}
