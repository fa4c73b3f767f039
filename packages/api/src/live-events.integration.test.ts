import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type LiveEvent, liveEventSchema } from '@reprise/replay';
import { publishEvents } from '@reprise/replay/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, TEST_ENV, type TestApi } from './testing/test-api.ts';

const EVENTS = 1000;
const CUTS = 50;
const program = fileURLToPath(new URL('testing/serve-api.ts', import.meta.url));
let server: TestApi;
let token: string;
const processes: ChildProcess[] = [];
const origins: string[] = [];

beforeAll(async () => {
  server = await startTestApi();
  token = await server.signIn('member@demo.test');
  for (let index = 0; index < 2; index += 1) {
    const variables = JSON.stringify({ ...TEST_ENV, DATABASE_URL: server.database.url });
    const child = spawn(process.execPath, [program, variables], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    processes.push(child);
    const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    origins.push(`http://127.0.0.1:${String(value)}`);
  }
});
afterAll(async () => {
  const ended = processes.map((child) => once(child, 'exit'));
  for (const child of processes) child.stdin?.end();
  await Promise.all(ended);
  await server.stop();
});

/** Reads events from one web process until `isEnough`, then cuts the connection in the middle of whatever comes. */
async function readFrom(origin: string, lastEventId: string, take: (id: string, event: LiveEvent) => boolean): Promise<void> {
  const cut = new AbortController();
  const url = `${origin}/api/trpc/events.live?input=${encodeURIComponent(JSON.stringify({ lastEventId }))}`;
  const signal = AbortSignal.any([cut.signal, AbortSignal.timeout(20_000)]);
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal });
  expect(response.status).toBe(200);
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const id = /^id: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (id === undefined || data === undefined) continue;
      if (take(id, liveEventSchema.parse(JSON.parse(data)))) continue;
      cut.abort();
      return;
    }
  }
}

test('1,000 events, the connection cut 50 times over two web processes, listeners killed: each seen once, in order', async () => {
  const { db } = server.database;
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { email: 'member@demo.test' } });
  const start = await db.liveEvent.findFirst({ orderBy: { id: 'desc' } });
  let lastEventId = String(start?.id ?? 0);
  const publish = async (from: number): Promise<void> => {
    for (let index = from; index < EVENTS; index += 4) {
      const event: LiveEvent = { topic: `user:${userId}`, type: 'clip.changed', payload: { clipId: String(index) } };
      await db.$transaction((tx) => publishEvents(tx, [event]));
    }
  };
  const publishing = Promise.all([0, 1, 2, 3].map(publish));
  const seen: string[] = [];
  const ids: bigint[] = [];
  let cuts = 0;
  while (seen.length < EVENTS) {
    let left = cuts < CUTS ? 1 + Math.floor((Math.random() * 2 * EVENTS) / CUTS) : EVENTS;
    left = Math.min(left, EVENTS - seen.length - Math.max(0, CUTS - cuts));
    left = Math.max(1, left);
    await readFrom(origins[cuts % 2] ?? '', lastEventId, (id, event) => {
      if (event.type !== 'clip.changed') throw new Error(`Unexpected ${event.type}`);
      lastEventId = id;
      ids.push(BigInt(id));
      seen.push(event.payload.clipId);
      left -= 1;
      return left > 0 && seen.length < EVENTS;
    });
    cuts += 1;
    if (cuts % 10 === 0)
      await db.$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()`;
  }
  await publishing;
  expect(cuts).toBeGreaterThan(CUTS);
  expect(new Set(seen).size).toBe(EVENTS);
  expect(seen).toHaveLength(EVENTS);
  expect(ids).toEqual([...ids].sort((a, b) => (a < b ? -1 : 1)));
});
