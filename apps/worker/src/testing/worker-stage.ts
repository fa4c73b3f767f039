import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listen } from '@reprise/db';
import { startTestDatabase, type TestDatabase } from '@reprise/db/testing';
import { startTestLivekit, type TestLivekit, waitUntil } from '@reprise/recorder/testing';
import { createPrismaStores } from '@reprise/replay/server';
import { createPressAs, createTestWorld } from '@reprise/replay/testing';
import { type Crowd, joinCrowd } from './crowd.ts';
import { type PressedCapture, watchCapture } from './watch-capture.ts';
import { createWorkerProcess } from './worker-process.ts';

/** PostgreSQL, LiveKit and a worker process with one recorded session: all of the product that a capture goes through but the web. */
export interface WorkerStage {
  database: TestDatabase;
  livekit: TestLivekit;
  /** LiveKit identity of whoever shares, and the owner of the clips. */
  sharerId: string;
  sessionId: string;
  /** REPLAY_BUFFER_PATH. */
  buffers: string;
  sessionDirectory: string;
  /** Where the clips of the sharer are. */
  clipDirectory: string;
  workerPid(): number;
  startWorker(): void;
  /** SIGKILL takes its recorder processes and running FFmpegs along. */
  endWorker(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Packets of all recordings since the worker's start that were lost for good. */
  lostPackets(): Promise<number>;
  /** Waits until media of the last second is buffered. */
  untilRecording(): Promise<void>;
  /** Asks for the last `lengthMs` up to now, or up to `endAt`, as the rules would. */
  press(lengthMs: number, endAt?: Date): Promise<PressedCapture>;
  /** Lets further people into the call who may all capture. */
  joinCrowd(count: number): Promise<Crowd>;
  cancel(captureId: string): Promise<void>;
  pinDirectory(captureId: string): string;
  /** Files of a clip by their purpose. */
  filesOf(captureId: string): Promise<Map<string, string>>;
  /** Waits until every clip has its pictures and its rendition. */
  untilDerived(timeoutMs: number): Promise<void>;
  /** Absolute path of a file's storage path. */
  pathOf(storagePath: string): string;
  close(): Promise<void>;
}

const reservedBytes = 20_000_000;
const quotaBytes = 1024 ** 4;

/**
 * Sets all up but the publisher and the worker, which are started when the buffer is prepared.
 * The database does not wait for its disk; clips do.
 */
export async function openWorkerStage(directory: string): Promise<WorkerStage> {
  await mkdir(directory, { recursive: true });
  const database = await startTestDatabase();
  const { db } = database;
  const world = await createTestWorld(db, { capacity: 0 });
  await db.communityReplayConfig.updateMany({ data: { whoMayCapture: 'ANYONE' } });
  const livekit = await startTestLivekit(world.roomName);
  const { userId: sharerId } = await world.addMember('Robin');
  const sessionId = randomUUID();
  const segmentPath = `${world.roomName}/${sharerId}/${sessionId}`;
  const buffers = join(directory, 'buffers');
  const storage = join(directory, 'clips');
  await db.egressSession.create({
    data: {
      id: sessionId,
      egressId: `DR_${sessionId}`,
      roomName: world.roomName,
      communityId: world.communityId,
      userId: sharerId,
      quality: 'Q1080P',
      recorder: 'DIRECT',
      segmentPath,
    },
  });
  const { captures } = createPrismaStores(db);
  const watchers = new Map<string, () => void>();
  const listener = listen({
    connectionString: database.url,
    channels: ['live_event'],
    onNotification: () => watchers.forEach((look) => look()),
    onConnected: () => undefined,
    onLost: () => undefined,
  });
  const worker = await createWorkerProcess({ databaseUrl: database.url, livekit, buffers, storage });
  const watch = (id: string, pressedMs: number): PressedCapture => watchCapture({ db, watchers, id, pressedMs });
  const liveKit = { url: livekit.url, ...livekit.credentials };
  const pressAs = createPressAs(db, { liveKit, defaultQuotaBytes: quotaBytes });

  return {
    database,
    livekit,
    sharerId,
    sessionId,
    buffers,
    sessionDirectory: join(buffers, segmentPath),
    clipDirectory: join(storage, sharerId),
    workerPid: worker.pid,
    startWorker: worker.start,
    endWorker: worker.end,
    async lostPackets() {
      const line = /^replay_recorder_packets_total\{kind="lost"\} (\d+)$/m.exec(await worker.metrics());
      if (!line) throw new Error('The worker does not count lost packets');
      return Number(line[1]);
    },
    untilRecording: () =>
      waitUntil('the session is recorded', 40_000, async () => {
        const { bufferedTo } = await db.egressSession.findUniqueOrThrow({ where: { id: sessionId } });
        return bufferedTo !== null && Date.now() - bufferedTo.getTime() < 3_000;
      }),
    async press(lengthMs, endAt = new Date()) {
      const created = await captures.create({
        sessionId,
        userId: sharerId,
        communityId: world.communityId,
        pressedAt: endAt,
        requestedStart: new Date(endAt.getTime() - lengthMs),
        requestedEnd: endAt,
        reservedBytes,
        targetChannelId: null,
        title: null,
        idempotencyKey: null,
        defaultQuotaBytes: quotaBytes,
      });
      if ('refused' in created) throw new Error(created.refused);
      return watch(created.capture.id, endAt.getTime());
    },
    joinCrowd: (count) => joinCrowd({ count, world, livekit, sessionId, pressAs, watch }),
    async cancel(captureId) {
      await captures.cancel(captureId);
    },
    pinDirectory: (captureId) => join(buffers, '.captures', captureId),
    async filesOf(captureId) {
      const { files } = await db.replayClip.findUniqueOrThrow({ where: { id: captureId }, include: { files: true } });
      return new Map(files.map(({ purpose, storagePath }) => [purpose, join(storage, storagePath)]));
    },
    untilDerived: (timeoutMs) =>
      waitUntil('every clip has its pictures and its rendition', timeoutMs, async () => {
        const missing = (['COMPATIBLE', 'POSTER', 'STORYBOARD'] as const).map((purpose) => ({ files: { none: { purpose } } }));
        return (await db.replayClip.count({ where: { OR: missing } })) === 0;
      }),
    pathOf: (storagePath) => join(storage, storagePath),
    async close() {
      await worker.end('SIGTERM');
      await listener.close();
      await livekit.close();
      await database.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
