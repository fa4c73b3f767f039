import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listen } from '@reprise/db';
import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { startTestLivekit, type TestLivekit, waitUntil } from '@reprise/recorder/testing';
import { createPrismaStores } from '@reprise/replay/server';
import { childPids } from './process-usage.ts';
import { type PressedCapture, watchCapture } from './watch-capture.ts';

/** PostgreSQL, LiveKit and a worker process with one recorded session: all of the product that a capture goes through but the web. */
export interface WorkerStage {
  database: TestDatabase;
  livekit: TestLivekit;
  /** LiveKit identity of whoever shares, and the owner of the clips. */
  sharerId: string;
  sessionDirectory: string;
  /** Where the clips of the sharer are. */
  clipDirectory: string;
  workerPid(): number;
  startWorker(): void;
  /** SIGKILL takes its recorder processes and running FFmpegs along. */
  endWorker(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Waits until media of the last second is buffered. */
  untilRecording(): Promise<void>;
  /** Asks for the last `lengthMs` up to now, as the rules would. */
  press(lengthMs: number): Promise<PressedCapture>;
  cancel(captureId: string): Promise<void>;
  pinDirectory(captureId: string): string;
  /** Files of a clip by their purpose. */
  filesOf(captureId: string): Promise<Map<string, string>>;
  close(): Promise<void>;
}

const room = 'stage';
const reservedBytes = 20_000_000;
const quotaBytes = 1024 ** 4;
const workerMain = join(import.meta.dirname, '..', '..', 'apps', 'worker', 'src', 'main.ts');

/**
 * Sets all up but the publisher and the worker, which are started when the buffer is prepared.
 * The database does not wait for its disk; clips do.
 */
export async function openWorkerStage(directory: string): Promise<WorkerStage> {
  await mkdir(directory, { recursive: true });
  const [database, livekit] = await Promise.all([startTestDatabase(), startTestLivekit(room)]);
  const sharerId = randomUUID();
  const sessionId = randomUUID();
  const segmentPath = `${room}/${sharerId}/${sessionId}`;
  const buffers = join(directory, 'buffers');
  const storage = join(directory, 'clips');
  await database.db.user.create({ data: { id: sharerId, name: 'Robin', email: 'robin@people.test' } });
  await database.db.egressSession.create({
    data: {
      id: sessionId,
      egressId: `DR_${sessionId}`,
      roomName: room,
      userId: sharerId,
      quality: 'Q1080P',
      recorder: 'DIRECT',
      segmentPath,
    },
  });
  const { captures } = createPrismaStores(database.db);
  const watchers = new Map<string, () => void>();
  const listener = listen({
    connectionString: database.url,
    channels: ['live_event'],
    onNotification: () => watchers.forEach((look) => look()),
    onConnected: () => undefined,
    onLost: () => undefined,
  });
  let worker: ChildProcess | undefined;

  async function endWorker(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const ending = worker;
    worker = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, 'exit');
    // As when the machine ends them: its recorder processes get no time to close their files either.
    const children = signal === 'SIGKILL' && ending.pid !== undefined ? childPids(ending.pid) : [];
    ending.kill(signal);
    for (const pid of children) process.kill(pid, signal);
    await gone;
  }

  return {
    database,
    livekit,
    sharerId,
    sessionDirectory: join(buffers, segmentPath),
    clipDirectory: join(storage, sharerId),
    workerPid: () => worker?.pid ?? 0,
    startWorker() {
      worker = spawn(process.execPath, [workerMain], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          PATH: process.env['PATH'],
          LOG_LEVEL: 'error',
          DATABASE_URL: database.url,
          AUTH_SECRET: 'only-for-this-run-0123456789',
          LIVEKIT_URL: livekit.url,
          LIVEKIT_API_KEY: livekit.credentials.apiKey,
          LIVEKIT_API_SECRET: livekit.credentials.apiSecret,
          REPLAY_BUFFER_PATH: buffers,
          REPLAY_STORAGE_PATH: storage,
        },
      });
    },
    endWorker,
    untilRecording: () =>
      waitUntil('the session is recorded', 40_000, async () => {
        const { bufferedTo } = await database.db.egressSession.findUniqueOrThrow({ where: { id: sessionId } });
        return bufferedTo !== null && Date.now() - bufferedTo.getTime() < 3_000;
      }),
    async press(lengthMs) {
      const pressedAt = new Date();
      const created = await captures.create({
        sessionId,
        userId: sharerId,
        communityId: null,
        pressedAt,
        requestedStart: new Date(pressedAt.getTime() - lengthMs),
        requestedEnd: pressedAt,
        reservedBytes,
        targetChannelId: null,
        title: null,
        idempotencyKey: null,
        defaultQuotaBytes: quotaBytes,
      });
      if ('refused' in created) throw new Error(created.refused);
      return watchCapture({ db: database.db, watchers, id: created.capture.id, pressedMs: pressedAt.getTime() });
    },
    async cancel(captureId) {
      await captures.cancel(captureId);
    },
    pinDirectory: (captureId) => join(buffers, '.captures', captureId),
    async filesOf(captureId) {
      const { files } = await database.db.replayClip.findUniqueOrThrow({ where: { id: captureId }, include: { files: true } });
      return new Map(files.map(({ purpose, storagePath }) => [purpose, join(storage, storagePath)]));
    },
    async close() {
      await endWorker('SIGTERM');
      await listener.close();
      await livekit.close();
      await database.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
