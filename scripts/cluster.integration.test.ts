import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { waitUntil } from '@reprise/recorder/testing';
import { type EgressServer, startEgressServer } from '@reprise/replay/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createCommunity, type TestCommunity } from '../e2e/support/community.ts';

const ORIGIN = 'http://localhost:3000';
const lineSchema = z.looseObject({
  level: z.number().optional(),
  time: z.string().optional(),
  msg: z.string().optional(),
  job: z.string().optional(),
  requestId: z.string().optional(),
  path: z.string().optional(),
});
type Line = z.infer<typeof lineSchema>;

interface Running {
  child: ChildProcess;
  lines: Line[];
  url: string;
}

let database: TestDatabase;
let livekit: EgressServer;
let directory: string;
let community: TestCommunity;
let person: { id: string; token: string };
const workers: Running[] = [];
const webs: Running[] = [];

/** Two workers with a disk each and two web processes on one database; every webhook of their LiveKit is lost. */
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reprise-cluster-'));
  [database, livekit] = await Promise.all([startTestDatabase(), startEgressServer(2)]);
  const env = {
    DATABASE_URL: database.url,
    AUTH_SECRET: 'only-for-this-test-0123456789',
    LIVEKIT_URL: livekit.url,
    LIVEKIT_API_KEY: livekit.credentials.apiKey,
    LIVEKIT_API_SECRET: livekit.credentials.apiSecret,
    REPLAY_RECORDER: 'egress',
    REPLAY_SEGMENT_DURATION_SECONDS: '2',
    REPLAY_STORAGE_PATH: join(directory, 'replays'),
  };
  for (const name of ['a', 'b']) {
    const buffers = { REPLAY_BUFFER_PATH: join(directory, name), METRICS_PORT: '0', LOG_LEVEL: 'debug' };
    workers.push(run('apps/worker/src/main.ts', [], { PATH: process.env['PATH'], ...env, ...buffers }));
    const variables = JSON.stringify({ ...env, FILE_UPLOAD_DEST: directory });
    const web = run('packages/api/src/testing/serve-api.ts', [variables], { PATH: process.env['PATH'] });
    webs.push(web);
  }
  await waitUntil('all run', 60_000, () => webs.every((web) => web.url !== '') && workers.every((worker) => said(worker, 'Worker ready')));
  community = await createCommunity(database.db);
  person = await signUp();
  await community.join(person.id, 'moderator');
}, 120_000);

afterAll(async () => {
  for (const { child } of [...webs, ...workers]) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
  await livekit.close();
  await database.stop();
  await rm(directory, { recursive: true, force: true });
});

const said = (running: Running, msg: string): boolean => running.lines.some((line) => line.msg === msg);

function run(program: string, args: string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', program), ...args], { stdio: ['pipe', 'pipe', 'inherit'], env });
  const running: Running = { child, lines: [], url: '' };
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (/^\d+$/.test(line)) running.url = `http://127.0.0.1:${line}`;
    else running.lines.push(lineSchema.parse(JSON.parse(line)));
  });
  return running;
}

async function signUp(): Promise<{ id: string; token: string }> {
  const body = JSON.stringify({ name: 'Robin', email: 'robin@people.test', password: randomUUID() });
  const headers = { 'content-type': 'application/json', origin: ORIGIN };
  const response = await fetch(`${webs[0]?.url ?? ''}/api/auth/sign-up/email`, { method: 'POST', headers, body });
  const answer = z.object({ token: z.string(), user: z.object({ id: z.string() }) }).parse(await response.json());
  return { id: answer.user.id, token: answer.token };
}

async function ask(web: number, path: string, body: unknown, requestId: string): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${person.token}`, 'x-request-id': requestId };
  const response = await fetch(`${webs[web]?.url ?? ''}/livekit-replay${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.headers.get('x-request-id')).toBe(requestId);
  return { status: response.status, body: await response.json() };
}

/** Rows of another recorder: no worker here takes them, so that only the reconcile looks after them. */
async function addSession(name: string, isShared: boolean, data: object): Promise<string> {
  const id = randomUUID();
  const user = await database.db.user.create({ data: { name, email: `${id}@people.test` } });
  await livekit.share(name, user.id, isShared ? `TR_${name}` : null);
  const held = { nodeId: 'elsewhere', leaseUntil: new Date(Date.now() + 600_000), activeAt: new Date(Date.now() - 60_000) };
  await database.db.egressSession.create({
    data: {
      id,
      egressId: `DR_${id}`,
      roomName: name,
      userId: user.id,
      quality: 'Q720P',
      recorder: 'DIRECT',
      segmentPath: `${name}/${user.id}/${id}`,
      ...held,
      ...data,
    },
  });
  return id;
}

const find = (id: string) => database.db.egressSession.findUniqueOrThrow({ where: { id } });

test('with every webhook lost each state is right within 15 s, and a share of two hours is not touched', async () => {
  const now = Date.now();
  const longAgo = new Date(now - 90_000);
  const twoHours = await addSession('two-hours', true, { status: 'active', startedAt: new Date(now - 7_200_000) });
  const untouched = await find(twoHours);
  const expected: Array<[string, string, string | null]> = [
    [await addSession('vanished', false, { status: 'active' }), 'grace', 'The share has ended'],
    [
      await addSession('never-began', false, { status: 'starting', activeAt: null }),
      'failed',
      'The share ended before its recording began',
    ],
    [
      await addSession('came-back', true, { status: 'grace', graceUntil: new Date(now + 300_000), bufferedTo: new Date(now + 20_000) }),
      'active',
      null,
    ],
    [await addSession('dead-node', true, { status: 'active', leaseUntil: longAgo }), 'grace', 'The recorder is gone'],
    [
      await addSession('not-taken', true, { status: 'starting', activeAt: null, leaseUntil: longAgo }),
      'failed',
      'No recorder took the share',
    ],
    [await addSession('stopping', false, { status: 'stopping', leaseUntil: longAgo }), 'stopped', null],
    [await addSession('grace-over', false, { status: 'grace', graceUntil: longAgo, leaseUntil: longAgo }), 'ended', null],
  ];
  const states = () => Promise.all(expected.map(async ([id]) => find(id).then(({ status, reason }) => [id, status, reason])));
  await waitUntil('every state is right', 15_000, async () => JSON.stringify(await states()) === JSON.stringify(expected)).catch(
    () => undefined,
  );
  expect(await states()).toEqual(expected);
  expect(await find(twoHours)).toEqual(untouched);
});

test('a refusal of Egress is a clear 503, and both logs know the request', async () => {
  await livekit.share(community.voiceChannelId, person.id, 'TR_no-capacity');
  const { status, body } = await ask(0, '/start', { roomName: community.voiceChannelId }, 'browser-refused');
  expect(status).toBe(503);
  expect(body).toMatchObject({ code: 'NO_RECORDER_CAPACITY', message: 'No recorder has room for another replay buffer' });
  const isTold = (): boolean =>
    workers.some(({ lines }) => lines.some(({ msg, requestId }) => msg === 'Egress session failed' && requestId === 'browser-refused'));
  await waitUntil('the worker tells it', 10_000, isTold);
});

test('a request is followed from the browser through web to the worker, to the recording and to the clip', async () => {
  await livekit.share(community.voiceChannelId, person.id, 'TR_records');
  const started = await ask(1, '/start', { roomName: community.voiceChannelId }, 'browser-start-1');
  expect(started.status).toBe(201);
  const { id: sessionId } = z.object({ id: z.string() }).parse(started.body);
  await waitUntil('media is buffered', 30_000, async () => (await find(sessionId)).bufferedTo !== null);
  expect((await ask(0, '/capture', { sessionId, durationSeconds: 5 }, 'browser-capture')).status).toBe(201);
  const paths = (web: number, requestId: string) => webs[web]?.lines.filter((line) => line.requestId === requestId).map(({ path }) => path);
  expect(paths(1, 'browser-start-1')).toEqual(['/livekit-replay/start']);
  expect(paths(0, 'browser-capture')).toEqual(['/livekit-replay/capture']);
  const told = (requestId: string) =>
    workers.flatMap(({ lines }) => lines.filter((line) => line.requestId === requestId).map(({ msg }) => msg));
  expect(told('browser-start-1')).toContain('Replay buffer started');
  expect(told('browser-capture')).toContain('Replay captured');
}, 90_000);

test('each cluster job runs once a tick', async () => {
  const every: Record<string, number> = { reconcile: 10_000, 'maintain-cluster': 15_000 };
  const ticks = (job: string): Map<number, number> => {
    const counts = new Map<number, number>();
    const readyAt = Math.max(...workers.map(({ lines }) => Date.parse(lines.find(({ msg }) => msg === 'Worker ready')?.time ?? '')));
    for (const line of workers.flatMap(({ lines }) => lines)) {
      const at = Date.parse(line.time ?? '');
      if (line.msg !== 'Running cleanup' || line.job !== job || at <= readyAt) continue;
      const tick = Math.floor(at / (every[job] ?? 1));
      counts.set(tick, (counts.get(tick) ?? 0) + 1);
    }
    return counts;
  };
  const jobs = Object.keys(every);
  await waitUntil('some ticks have passed', 90_000, () => jobs.every((job) => ticks(job).size >= 3));
  for (const job of jobs) expect([job, [...ticks(job).values()].filter((count) => count !== 1)]).toEqual([job, []]);
}, 120_000);

test('a worker that dies: another records on, its capture is over, nothing stays reserved', async () => {
  const session = await database.db.egressSession.findFirstOrThrow({ where: { userId: person.id, status: 'active' } });
  const holder = workers.find(({ lines }) =>
    lines.some(({ msg, requestId }) => msg === 'Replay buffer started' && requestId === 'browser-start-1'),
  );
  if (!holder) throw new Error('Nobody holds the session');
  const gone = once(holder.child, 'exit');
  holder.child.kill('SIGKILL');
  const asked = fetch(`${webs[0]?.url ?? ''}/livekit-replay/capture`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}`, prefer: 'respond-async' },
    body: JSON.stringify({ sessionId: session.id, durationSeconds: 5 }),
  });
  await gone;
  expect((await asked).status).toBe(202);
  await waitUntil('another records', 60_000, async () => {
    const { nodeId, status } = await find(session.id);
    return nodeId !== session.nodeId && status === 'active';
  });
  const unfinished = { status: { notIn: ['done', 'failed', 'cancelled'] as Array<'done' | 'failed' | 'cancelled'> } };
  await waitUntil('no capture hangs', 60_000, async () => (await database.db.capture.count({ where: unfinished })) === 0);
  const { reservedBytes } = await database.db.userReplayQuota.findUniqueOrThrow({ where: { userId: person.id } });
  const held = (await database.db.capture.aggregate({ _sum: { reservedBytes: true } }))._sum.reservedBytes;
  expect(reservedBytes).toBe(held);
}, 150_000);

test('SIGTERM with a job in flight: the job is finished, the worker ends in order', async () => {
  const last = workers.find(({ child }) => child.exitCode === null && child.signalCode === null);
  if (!last) throw new Error('No worker is left');
  await livekit.slowDown(3_000);
  const runs = (): number => last.lines.filter(({ msg, job }) => msg === 'Running cleanup' && job === 'reconcile').length;
  const before = runs();
  await waitUntil('a reconcile is under way', 30_000, () => runs() > before);
  const from = last.lines.length;
  const gone = once(last.child, 'exit');
  last.child.kill('SIGTERM');
  expect(await gone).toEqual([0, null]);
  expect(last.lines.slice(from).filter(({ level }) => (level ?? 0) >= 50)).toEqual([]);
  expect(await database.db.recorderNode.count({ where: { heartbeatAt: { gt: new Date(Date.now() - 5_000) } } })).toBe(0);
}, 90_000);
