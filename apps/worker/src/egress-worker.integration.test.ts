import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { waitUntil } from '@reprise/recorder/testing';
import { createPrismaStores } from '@reprise/replay/server';
import { type EgressServer, startEgressServer } from '@reprise/replay/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkerProcess, type WorkerProcess } from './testing/worker-process.ts';

let database: TestDatabase;
let egress: EgressServer;
let directory: string;
let worker: WorkerProcess;
const userId = randomUUID();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reprise-egress-worker-'));
  [database, egress] = await Promise.all([startTestDatabase(), startEgressServer(2)]);
  await database.db.user.create({ data: { id: userId, name: 'Robin', email: 'robin@people.test' } });
  worker = await createWorkerProcess({
    databaseUrl: database.url,
    livekit: egress,
    buffers: join(directory, 'buffers'),
    storage: join(directory, 'replays'),
    // What Egress refuses is told as an error.
    env: { LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'fatal', REPLAY_RECORDER: 'egress', REPLAY_SEGMENT_DURATION_SECONDS: '2' },
  });
  worker.start();
});
afterAll(async () => {
  await worker.end('SIGTERM');
  await egress.close();
  await database.stop();
  await rm(directory, { recursive: true, force: true });
});

async function begin(roomName: string): Promise<string> {
  const id = randomUUID();
  await egress.share(roomName, userId, `TR_${roomName}`);
  await database.db.egressSession.create({
    data: {
      id,
      egressId: `pending_${id}`,
      roomName,
      userId,
      quality: 'Q720P',
      recorder: 'EGRESS',
      segmentPath: `${roomName}/${userId}/${id}`,
      videoTrackId: `TR_${roomName}`,
    },
  });
  return id;
}

const find = (id: string) => database.db.egressSession.findUniqueOrThrow({ where: { id } });
const becomes = (id: string, status: string, timeoutMs: number) =>
  waitUntil(`the session is ${status}`, timeoutMs, async () => (await find(id)).status === status);

test('from the share to the clip: the capture waits for the press, the share that vanishes is in grace, the buffer goes', async () => {
  const id = await begin('records');
  await becomes(id, 'active', 20_000);
  expect((await find(id)).egressId).toMatch(/^EG_/);
  const at = new Date();
  const stores = createPrismaStores(database.db);
  const created = await stores.captures.create({
    sessionId: id,
    userId,
    communityId: null,
    pressedAt: at,
    requestedStart: new Date(at.getTime() - 1_500),
    requestedEnd: at,
    reservedBytes: 1_000_000,
    targetChannelId: null,
    title: null,
    idempotencyKey: null,
    defaultQuotaBytes: 1024 ** 3,
  });
  if ('refused' in created) throw new Error(created.refused);
  const captureId = created.capture.id;
  const capture = () =>
    database.db.capture.findUniqueOrThrow({ where: { id: captureId }, include: { clip: { include: { files: true } } } });
  await waitUntil('the wait is told', 10_000, async () => {
    const { status, progress } = await capture();
    return status === 'pinning' && progress > 0;
  });
  await waitUntil('the capture is over', 20_000, async () => ['done', 'failed'].includes((await capture()).status));
  const { status, clip, actualEnd } = await capture();
  expect(status).toBe('done');
  expect(actualEnd?.getTime()).toBe(at.getTime());
  expect(clip).toMatchObject({ complete: true, width: 320, height: 180 });
  const original = clip?.files.find((file) => file.purpose === 'ORIGINAL');
  const out = execFileSync('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'stream=codec_name',
    '-of',
    'csv=p=0',
    join(directory, 'replays', original?.storagePath ?? ''),
  ]);
  expect(out.toString().trim().split('\n').sort()).toEqual(['aac', 'h264']);

  await egress.share('records', userId, null);
  await becomes(id, 'grace', 15_000);
  await stores.sessions.requestStop(id);
  await waitUntil('the buffer is gone', 10_000, async () => !(await readdir(join(directory, 'buffers'))).includes('records'));
});

test('no capacity is told in words within 3 s', async () => {
  const from = Date.now();
  const id = await begin('no-capacity');
  await becomes(id, 'failed', 5_000);
  expect(Date.now() - from).toBeLessThan(4_000);
  expect((await find(id)).reason).toBe('No recorder has room for another replay buffer');
});
