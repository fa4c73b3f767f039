import { createServer, type Server } from 'node:http';
import { Readable } from 'node:stream';
import { type LiveEvent, liveEventSchema } from '@reprise/replay';
import { createPrismaSessionWork, signalEvent } from '@reprise/replay/server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCaller } from './root.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';
import { addSession } from './testing/worker-side.ts';

/** Stands for the input that names the demo's first call, known once the server runs. */
const STAGE = {};
let server: TestApi;
let member: string;
let moderator: string;

beforeAll(async () => {
  server = await startTestApi();
  [member, moderator] = await Promise.all([server.signIn('member@demo.test'), server.signIn('moderator@demo.test')]);
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.database.db.egressSession.deleteMany();
});

const headersOf = (token: string): Headers => new Headers({ authorization: `Bearer ${token}` });
const callerOf = async (token: string) => createCaller(await server.api.createContext(headersOf(token)));

async function call(token: string | null, method: 'GET' | 'POST', procedure: string, input: unknown): Promise<[number, unknown]> {
  const json = JSON.stringify(input);
  const url = `http://localhost:3000/api/trpc/${procedure}${method === 'GET' ? `?input=${encodeURIComponent(json)}` : ''}`;
  const headers = { ...(token !== null && { authorization: `Bearer ${token}` }), 'content-type': 'application/json' };
  const response = await server.api.handleTrpc(new Request(url, { method, headers, ...(method === 'POST' && { body: json }) }));
  return [response.status, await response.json()];
}

test.each([
  ['cross-site', 403, 0],
  ['same-origin', 200, 1],
])('a page that is %s asks with somebody’s cookies: %i', async (site, status, made) => {
  const cookie = await server.signInCookie('member@demo.test');
  const name = `Made by a ${site} page`;
  const response = await server.api.handleTrpc(
    new Request('http://localhost:3000/api/trpc/communities.create', {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': site },
      body: JSON.stringify({ name }),
    }),
  );
  expect(response.status).toBe(status);
  const { count } = await server.database.db.community.deleteMany({ where: { name } });
  expect(count).toBe(made);
});

describe('errors', () => {
  test.each<[string, 'GET' | 'POST', string, unknown, () => string | null, number, object]>([
    ['nobody', 'GET', 'me.get', undefined, () => null, 401, { message: 'Not signed in', data: { replay: { code: 'UNAUTHENTICATED' } } }],
    [
      'no permission',
      'POST',
      'sessions.start',
      STAGE,
      () => member,
      403,
      {
        message: 'Permission denied - ENABLE_REPLAY_BUFFER',
        data: { httpStatus: 403, replay: { code: 'PERMISSION_DENIED', details: { missing: 'ENABLE_REPLAY_BUFFER' } } },
      },
    ],
    [
      'unknown',
      'GET',
      'captures.get',
      { captureId: 'x' },
      () => member,
      404,
      { message: 'Capture not found', data: { replay: { code: 'CAPTURE_NOT_FOUND' } } },
    ],
    [
      'wrong input',
      'POST',
      'captures.request',
      { sessionId: 'x', durationMinutes: 3 },
      () => member,
      400,
      { message: 'Invalid input', data: { replay: { code: 'INVALID_INPUT', details: { fields: [{ field: 'durationMinutes' }] } } } },
    ],
    ['no such procedure', 'GET', 'nothing.get', {}, () => member, 404, { data: { replay: null } }],
  ])('%s', async (_name, method, procedure, input, token, status, error) => {
    const [answered, body] = await call(token(), method, procedure, input === STAGE ? { roomName: server.demo.stageId } : input);
    expect([answered, body]).toMatchObject([status, { error }]);
  });

  test('a full quota is 507', async () => {
    const { db } = server.database;
    await addSession(server, { buffered: false });
    const now = new Date();
    await db.egressSession.updateMany({ data: { status: 'active', bufferedFrom: new Date(now.getTime() - 60_000), bufferedTo: now } });
    const session = await db.egressSession.findFirstOrThrow();
    await db.userReplayQuota.upsert({
      where: { userId: session.userId },
      create: { userId: session.userId, quotaBytes: 0n },
      update: { quotaBytes: 0n },
    });
    const answer = await call(moderator, 'POST', 'captures.request', { sessionId: session.id, durationMinutes: 1 });
    expect(answer).toMatchObject([507, { error: { data: { httpStatus: 507, replay: { code: 'QUOTA_EXCEEDED' } } } }]);
  });

  test('what nobody expected keeps its words in the log', async () => {
    const context = await server.api.createContext(headersOf(member));
    const broken = { ...context.replay, getMe: () => Promise.reject(new Error('password=hunter2')) };
    await expect(createCaller({ ...context, replay: broken }).me.get()).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
  });
});

test('the pages get what they ask for', async () => {
  const caller = await callerOf(member);
  expect(await caller.me.get()).toMatchObject({ email: 'member@demo.test', isInstanceAdmin: false });
  expect(await caller.communities.list()).toMatchObject([
    {
      name: 'Demo',
      role: 'member',
      permissions: ['CAPTURE_REPLAY'],
      whoMayCapture: 'anyone',
      channels: [{ name: 'Stage' }, { name: 'Lounge' }, { name: 'clips', kind: 'TEXT' }],
    },
  ]);
  expect(Math.abs((await caller.clock.now()).nowMs - Date.now())).toBeLessThan(1000);
  expect(await caller.calls.join({ roomName: server.demo.stageId })).toMatchObject({ channelName: 'Stage', communityName: 'Demo' });
  expect(await caller.clips.mine()).toEqual({ clips: [], total: 0, hasMore: false, nextCursor: null });
  expect(await caller.captures.recent({ roomName: server.demo.stageId })).toEqual([]);
  expect(await caller.quota.mine()).toEqual({ quotaBytes: 5_368_709_120, usedBytes: 0, reservedBytes: 0 });
  const id = await addSession(server, { buffered: false });
  expect(await caller.sessions.inRoom({ roomName: server.demo.stageId })).toMatchObject([
    { id, status: 'starting', canCapture: true, canStop: false },
  ]);
});

describe('live events over HTTP', () => {
  let http: Server;
  let origin: string;
  beforeAll(async () => {
    http = createServer((request, response) => {
      const abort = new AbortController();
      response.on('close', () => abort.abort());
      const headers = new Headers({ authorization: request.headers.authorization ?? '' });
      void server.api
        .handleTrpc(new Request(`http://localhost:3000${request.url ?? ''}`, { headers, signal: abort.signal }))
        .then((answer) => {
          response.writeHead(answer.status, Object.fromEntries(answer.headers));
          if (answer.body) Readable.from(answer.body).pipe(response);
          else response.end();
        });
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const address = http.address();
    origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  });
  afterAll(() => {
    http.closeAllConnections();
    http.close();
  });

  /** Reads server-sent events until `count` live events came. */
  async function follow(input: object, count: number, onOpen: () => Promise<void>): Promise<Array<{ id: string; event: LiveEvent }>> {
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(8000)]);
    const response = await fetch(`${origin}/api/trpc/events.live?input=${encodeURIComponent(JSON.stringify(input))}`, {
      headers: headersOf(member),
      signal,
    });
    expect(response.status).toBe(200);
    const events: Array<{ id: string; event: LiveEvent }> = [];
    let text = '';
    let isOpen = false;
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (!isOpen) {
        isOpen = true;
        void onOpen();
      }
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const id = /^id: (.*)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (id !== undefined && data !== undefined) events.push({ id, event: liveEventSchema.parse(JSON.parse(data)) });
      }
      if (events.length >= count) break;
    }
    abort.abort();
    return events;
  }

  test("a room's events come, resume after the last one, and progress comes beside them", async () => {
    const { stageId: roomName } = server.demo;
    const { db } = server.database;
    const id = await addSession(server, { buffered: false });
    const work = createPrismaSessionWork(db, { nodeId: 'n', recorder: 'direct', leaseMs: 1000 });
    await work.claim(1);
    const lastEventId = String((await db.liveEvent.findFirst({ orderBy: { id: 'desc' } }))?.id ?? 0);
    const events = await follow({ roomName, lastEventId }, 2, async () => {
      await work.active(id);
      await work.failed(id, 'broken');
    });
    expect(events.map(({ event }) => event)).toMatchObject([
      { type: 'session.changed', topic: `room:${roomName}`, payload: { sessionId: id, status: 'active' } },
      { type: 'session.changed', payload: { status: 'failed', reason: 'broken' } },
    ]);
    let isDone = false;
    const again = await follow({ roomName, lastEventId: events[0]?.id }, 2, async () => {
      const bounds = { bufferedFrom: new Date(1).toISOString(), bufferedTo: new Date(2).toISOString() };
      const progress = { sessionId: id, ...bounds, bufferBytes: 3, bitrateBps: 4 };
      while (!isDone) await signalEvent(db, { topic: `room:${roomName}`, type: 'session.progress', payload: progress });
    });
    isDone = true;
    expect(again[0]).toEqual(events[1]);
    expect(again[1]).toMatchObject({ id: events[1]?.id, event: { type: 'session.progress', payload: { bufferBytes: 3 } } });
  });

  test('a room one may not join is not followed', async () => {
    const input = encodeURIComponent(JSON.stringify({ roomName: 'nowhere' }));
    const response = await fetch(`${origin}/api/trpc/events.live?input=${input}`, { headers: headersOf(member) });
    expect(await response.text()).toContain('ROOM_NOT_FOUND');
  });
});
