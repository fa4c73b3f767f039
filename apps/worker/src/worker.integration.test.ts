import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listen } from '@reprise/db';
import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { startTestLivekit, type TestLivekit, waitUntil } from '@reprise/recorder/testing';
import { createPrismaStores } from '@reprise/replay/server';
import { startSyntheticShare, type SyntheticShare } from '@reprise/synthetic-share';
import { measureAvOffset, readClipClock } from '@reprise/synthetic-share/clip-clock';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOM = 'stage';
const RESERVED_BYTES = 20_000_000;
const QUOTA_BYTES = 1024 ** 3;

let database: TestDatabase;
let livekit: TestLivekit;
let directory: string;
let share: SyntheticShare;
let worker: ChildProcess | undefined;
const sharerId = randomUUID();
const sessionId = randomUUID();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reprise-worker-'));
  [database, livekit] = await Promise.all([startTestDatabase(), startTestLivekit(ROOM)]);
  await database.db.user.create({ data: { id: sharerId, name: 'Robin', email: 'robin@people.test' } });
  await database.db.egressSession.create({
    data: {
      id: sessionId,
      egressId: `DR_${sessionId}`,
      roomName: ROOM,
      userId: sharerId,
      quality: 'Q1080P',
      recorder: 'DIRECT',
      segmentPath: `${ROOM}/${sharerId}/${sessionId}`,
    },
  });
  share = await startSyntheticShare({
    url: livekit.url,
    token: await livekit.token(sharerId, { canPublish: true }),
    width: 640,
    height: 360,
  });
  startWorker();
});

afterAll(async () => {
  await endWorker('SIGTERM');
  await share.stop();
  await livekit.close();
  await database.stop();
  await rm(directory, { recursive: true, force: true });
});

test('a worker that is killed while it records loses less than a second before the kill', async () => {
  await bufferGrowsTo(4_000);
  const killedAt = Date.now();
  await endWorker('SIGKILL');
  startWorker();
  await waitUntil('the session is recorded again', 20_000, async () => ((await session()).bufferedTo?.getTime() ?? 0) > killedAt + 3_000);

  const capture = await press(60_000);
  await done([capture]);
  const clip = await database.db.replayClip.findUniqueOrThrow({ where: { id: capture }, include: { files: true } });
  const clocks = (await readClipClock(pathOf(clip.files))).flatMap((frame) => frame.clockMs ?? []);
  const lastBefore = Math.max(...clocks.filter((clock) => clock <= killedAt));
  const firstAfter = Math.min(...clocks.filter((clock) => clock > killedAt));
  expect(killedAt - lastBefore).toBeLessThanOrEqual(1_000);
  expect(firstAfter - killedAt).toBeLessThan(10_000);
  expect(clip.complete).toBe(false);
  expect(clip.gaps).toHaveLength(1);
  const av = await measureAvOffset(pathOf(clip.files));
  expect(av.p95AbsoluteMs).toBeLessThanOrEqual(80);
});

test('a worker that is killed while it cuts leaves no half clip, no temporary file and no reservation', async () => {
  const captures = await Promise.all(Array.from({ length: 8 }, () => press(60_000)));
  await aCutBegins();
  await endWorker('SIGKILL');
  const unfinished = await database.db.capture.count({ where: { id: { in: captures }, status: { not: 'done' } } });
  expect(unfinished).toBeGreaterThan(0);
  startWorker();
  await done(captures);

  const files = await database.db.file.findMany();
  const onDisk = (await readdir(join(directory, 'replays', sharerId))).filter((name) => !name.endsWith('.compatible.mp4'));
  const inRows = files.filter((file) => file.purpose !== 'COMPATIBLE').map((file) => file.storagePath.replace(`${sharerId}/`, ''));
  expect(onDisk.sort()).toEqual(inRows.sort());
  await waitUntil(
    'all renditions are made',
    60_000,
    async () => (await database.db.file.count({ where: { purpose: 'COMPATIBLE' } })) === 9,
  );
  const quota = await database.db.userReplayQuota.findUniqueOrThrow({ where: { userId: sharerId } });
  const stored = (await database.db.file.findMany()).reduce((sum, file) => sum + file.size, 0n);
  expect(quota).toMatchObject({ usedBytes: stored, reservedBytes: 0n });
}, 120_000);

test('a share that ends keeps its buffer; the sharer who stops it deletes it', async () => {
  await share.stop();
  await waitUntil('the session is in grace', 15_000, async () => (await session()).status === 'grace');
  const capture = await press(10_000, (await session()).bufferedTo ?? undefined);
  await done([capture]);
  await createPrismaStores(database.db).sessions.requestStop(sessionId);
  await waitUntil('the session is over', 10_000, async () => ['stopped', 'ended'].includes((await session()).status));
  expect((await readdir(join(directory, 'buffers'))).filter((name) => !name.startsWith('.'))).toEqual([]);
});

function startWorker(): void {
  worker = spawn(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url))], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
      DATABASE_URL: database.url,
      AUTH_SECRET: 'only-for-this-test-0123456789',
      LIVEKIT_URL: livekit.url,
      LIVEKIT_API_KEY: livekit.credentials.apiKey,
      LIVEKIT_API_SECRET: livekit.credentials.apiSecret,
      METRICS_PORT: '0',
      REPLAY_BUFFER_PATH: join(directory, 'buffers'),
      REPLAY_STORAGE_PATH: join(directory, 'replays'),
    },
  });
}

async function endWorker(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const ending = worker;
  worker = undefined;
  if (!ending || ending.exitCode !== null) return;
  const gone = once(ending, 'exit');
  ending.kill(signal);
  await gone;
}

function session() {
  return database.db.egressSession.findUniqueOrThrow({ where: { id: sessionId } });
}

async function bufferGrowsTo(ms: number): Promise<void> {
  await waitUntil(`${String(ms)} ms are buffered`, 30_000, async () => {
    const { bufferedFrom, bufferedTo } = await session();
    return bufferedFrom !== null && bufferedTo !== null && bufferedTo.getTime() - bufferedFrom.getTime() >= ms;
  });
}

/** Asks for the last `ms` up to now, as the rules would. */
async function press(ms: number, at: Date = new Date()): Promise<string> {
  const created = await createPrismaStores(database.db).captures.create({
    sessionId,
    userId: sharerId,
    communityId: null,
    pressedAt: at,
    requestedStart: new Date(at.getTime() - ms),
    requestedEnd: at,
    reservedBytes: RESERVED_BYTES,
    targetChannelId: null,
    title: null,
    idempotencyKey: null,
    defaultQuotaBytes: QUOTA_BYTES,
  });
  if ('refused' in created) throw new Error(created.refused);
  return created.capture.id;
}

async function done(captureIds: string[]): Promise<void> {
  await waitUntil('the captures are done', 40_000, async () => {
    const rows = await database.db.capture.findMany({ where: { id: { in: captureIds } } });
    const failed = rows.find((row) => row.status === 'failed');
    if (failed) throw new Error(`A capture failed: ${failed.errorCode ?? ''}`);
    return rows.every((row) => row.status === 'done');
  });
}

/** Resolves in the instant a worker announces it. */
async function aCutBegins(): Promise<void> {
  let heard: () => void;
  const announced = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const look = async (): Promise<void> => {
    if ((await database.db.capture.count({ where: { status: 'cutting' } })) > 0) heard();
  };
  const listener = listen({
    connectionString: database.url,
    channels: ['live_event'],
    onNotification: () => void look(),
    onConnected: () => void look(),
    onLost: () => {},
  });
  await announced;
  await listener.close();
}

function pathOf(files: Array<{ purpose: string; storagePath: string }>): string {
  const original = files.find((file) => file.purpose === 'ORIGINAL');
  if (!original) throw new Error('The clip has no MP4');
  return join(directory, 'replays', original.storagePath);
}
