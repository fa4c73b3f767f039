import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createApi } from '@reprise/api/server';
import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { startTestLivekit, type TestLivekit, waitUntil } from '@reprise/recorder/testing';
import { parseReplayEnv } from '@reprise/replay';
import { createPrismaStores } from '@reprise/replay/server';
import { startSyntheticShare, type SyntheticShare } from '@reprise/synthetic-share';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort } from '@reprise/db/embedded';

const ROOM = 'stage';
const observability = join(import.meta.dirname, '../docker/observability');
const answerSchema = z.object({ status: z.literal('success'), data: z.object({ result: z.array(z.unknown()) }) });
const rulesSchema = z.object({
  data: z.object({ groups: z.array(z.object({ rules: z.array(z.object({ name: z.string(), query: z.string(), health: z.string() })) })) }),
});
const dashboardSchema = z.object({ panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })) });

let database: TestDatabase;
let livekit: TestLivekit;
let share: SyntheticShare;
let directory: string;
let prometheusUrl: string;
const children: ChildProcess[] = [];
const closers: Array<() => Promise<unknown>> = [];

/** A worker that has recorded, captured and looked after itself, a web process, and Prometheus scraping both. */
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reprise-observability-'));
  [database, livekit] = await Promise.all([startTestDatabase(), startTestLivekit(ROOM)]);
  const ports = { worker: await freePort(), web: await freePort(), prometheus: await freePort() };
  const env = {
    DATABASE_URL: database.url,
    AUTH_SECRET: 'only-for-this-test-0123456789',
    LIVEKIT_URL: livekit.url,
    LIVEKIT_API_KEY: livekit.credentials.apiKey,
    LIVEKIT_API_SECRET: livekit.credentials.apiSecret,
    FILE_UPLOAD_DEST: directory,
    METRICS_PORT: String(ports.worker),
    LOG_LEVEL: 'warn',
  };
  start(process.execPath, [join(import.meta.dirname, '../apps/worker/src/main.ts')], { PATH: process.env['PATH'], ...env });
  await serveWeb(env, ports.web);
  await startPrometheus(ports);
  await recordAndCapture();
}, 120_000);

afterAll(async () => {
  await share.stop();
  for (const child of children) {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
  for (const close of closers) await close();
  await livekit.close();
  await database.stop();
  await rm(directory, { recursive: true, force: true });
});

test('every expression of the dashboard has data', async () => {
  const { panels } = dashboardSchema.parse(JSON.parse(await readFile(join(observability, 'dashboard.json'), 'utf8')));
  const expressions = panels.flatMap((panel) => panel.targets.map((target) => target.expr));
  expect(expressions.length).toBeGreaterThan(18);
  await waitUntil('all have data', 30_000, async () => (await withoutData(expressions)).length === 0).catch(() => undefined);
  expect(await withoutData(expressions)).toEqual([]);
});

test('every alert is evaluated without an error, on series that are there', async () => {
  const rules = async () =>
    rulesSchema.parse(await (await fetch(`${prometheusUrl}/api/v1/rules`)).json()).data.groups.flatMap((group) => group.rules);
  await waitUntil('the rules are evaluated', 20_000, async () => (await rules()).every((rule) => rule.health === 'ok'));
  const measured = (await rules()).map(({ query }) => query.replace(/ (==|>|<) [\d.]+$/, '').replace(' > 0)', ')'));
  expect(measured.length).toBe(12);
  expect(await withoutData(measured)).toEqual([]);
});

test('promtool finds no fault in the rules and the configuration as they are', async () => {
  const beside = join(directory, 'as-mounted');
  await mkdir(beside);
  for (const name of ['prometheus.yml', 'alerts.yml']) await copyFile(join(observability, name), join(beside, name));
  // Made on the server, where compose mounts it.
  await writeFile(join(beside, 'metrics-token'), 'token');
  const rules = await promtool('check', 'rules', join(beside, 'alerts.yml'));
  expect(rules).toContain('SUCCESS: 12 rules found');
  expect(await promtool('check', 'config', join(beside, 'prometheus.yml'))).toContain('is valid prometheus config file syntax');
});

/** What it says. @throws Error with its complaints */
async function promtool(...args: string[]): Promise<string> {
  return (await promisify(execFile)('promtool', args)).stdout;
}

async function withoutData(expressions: string[]): Promise<string[]> {
  const empty: string[] = [];
  for (const expression of expressions) {
    const response = await fetch(`${prometheusUrl}/api/v1/query?query=${encodeURIComponent(expression)}`);
    const { data } = answerSchema.parse(await response.json());
    if (data.result.length === 0) empty.push(expression);
  }
  return empty;
}

function start(command: string, args: string[], env: NodeJS.ProcessEnv): void {
  children.push(spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env }));
}

async function serveWeb(env: Record<string, string>, port: number): Promise<void> {
  const api = createApi({
    env: parseReplayEnv(env),
    baseUrl: 'http://localhost:3000',
    poolSize: 2,
    isRateLimited: false,
    version: '0.0.0',
    log: { error: () => {}, warn: () => {}, info: () => {} },
  });
  await api.handleRest(new Request('http://localhost:3000/livekit-replay/rooms'));
  const server = createServer((_request, response) => {
    void api.metrics.render().then(({ contentType, text }) => response.writeHead(200, { 'content-type': contentType }).end(text));
  }).listen(port, '127.0.0.1');
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
    await api.close();
  });
}

async function startPrometheus(ports: { worker: number; web: number; prometheus: number }): Promise<void> {
  const config = (await readFile(join(observability, 'prometheus.yml'), 'utf8'))
    .replaceAll('15s', '1s')
    .replace('worker:9464', `127.0.0.1:${ports.worker}`)
    .replace('web:3000', `127.0.0.1:${ports.web}`);
  await writeFile(join(directory, 'prometheus.yml'), config);
  await writeFile(join(directory, 'metrics-token'), 'token');
  await writeFile(join(directory, 'alerts.yml'), await readFile(join(observability, 'alerts.yml')));
  const args = [`--config.file=${join(directory, 'prometheus.yml')}`, `--storage.tsdb.path=${join(directory, 'tsdb')}`];
  prometheusUrl = `http://127.0.0.1:${ports.prometheus}`;
  start('prometheus', [...args, `--web.listen-address=127.0.0.1:${ports.prometheus}`, '--log.level=error'], { PATH: process.env['PATH'] });
  await waitUntil('Prometheus answers', 15_000, async () => (await fetch(`${prometheusUrl}/-/ready`).catch(() => undefined))?.ok === true);
}

async function recordAndCapture(): Promise<void> {
  const { db } = database;
  const userId = randomUUID();
  const sessionId = randomUUID();
  await db.user.create({ data: { id: userId, name: 'Robin', email: 'robin@people.test' } });
  share = await startSyntheticShare({
    url: livekit.url,
    token: await livekit.token(userId, { canPublish: true }),
    width: 320,
    height: 180,
  });
  await db.egressSession.create({
    data: {
      id: sessionId,
      egressId: `DR_${sessionId}`,
      roomName: ROOM,
      userId,
      quality: 'Q1080P',
      recorder: 'DIRECT',
      segmentPath: `${ROOM}/${userId}/${sessionId}`,
    },
  });
  const session = () => db.egressSession.findUniqueOrThrow({ where: { id: sessionId } });
  await waitUntil('something is buffered', 30_000, async () => (await session()).bufferedTo !== null);
  const at = new Date();
  const created = await createPrismaStores(db).captures.create({
    sessionId,
    userId,
    communityId: null,
    pressedAt: at,
    requestedStart: new Date(at.getTime() - 10_000),
    requestedEnd: at,
    reservedBytes: 20_000_000,
    targetChannelId: null,
    title: null,
    idempotencyKey: null,
    defaultQuotaBytes: 1024 ** 3,
  });
  if ('refused' in created) throw new Error(created.refused);
  await waitUntil('the capture is done', 30_000, async () => (await db.capture.count({ where: { status: 'done' } })) === 1);
}
