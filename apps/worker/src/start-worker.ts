import { type Db, listen } from '@reprise/db';
import { createShardPool, MAX_RECORDINGS_PER_SHARD } from '@reprise/recorder';
import type { ReplayEnv } from '@reprise/replay';
import {
  createCaptureFiles,
  createCaptureRunner,
  createDirectRecorder,
  createLocalClipStorage,
  createMediaTools,
  createPrismaCaptureQueue,
  createPrismaCaptureWork,
  createPrismaMaintenance,
  createPrismaNodeStore,
  createPrismaPinStore,
  createPrismaRenditionStore,
  createPrismaSessionWork,
  createRecorderToken,
  createSessionBuffers,
  createSessionRunner,
  describeFile,
  makeCompatibleRendition,
  WORK_CHANNEL,
} from '@reprise/replay/server';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { keepDiskTidy } from './jobs/keep-disk-tidy.ts';
import { maintainCluster } from './jobs/maintain-cluster.ts';
import { scheduleJob } from './jobs/schedule-job.ts';
import { reportCaptures, reportSessions } from './log.ts';
import type { NodeIdentity } from './node-identity.ts';
import { measureNodeHealth } from './node-health.ts';
import { startRenditionQueue } from './rendition-queue.ts';

export interface WorkerOptions {
  env: ReplayEnv;
  db: Db;
  identity: NodeIdentity;
  log: Logger;
  version: string;
  /** Recorder processes; one a core. */
  shards: number;
}

export interface Worker {
  /** Leaves recordings without ending their sessions, finishes cuts, gives everything back. */
  close(): Promise<void>;
}

/** A lease not renewed for this long is free; renewed every second. */
const LEASE_MS = 15_000;
const TICK_MS = 1_000;
const HEARTBEAT_EVERY_TICKS = 3;
/** A start without a picture for this long has failed. */
const START_TIMEOUT_MS = 30_000;
const PART_MS = 500;
/** Cuts are bound by the disk, pictures by a core: two keep both busy without starving the recordings. */
const CUTS_AT_ONCE = 2;
const CLOSE_TIMEOUT_MS = 5_000;

/** Composes and starts everything a worker does. */
export async function startWorker({ env, db, identity, log, version, shards }: WorkerOptions): Promise<Worker> {
  const node = createPrismaNodeStore(db, identity.id);
  const buffers = createSessionBuffers(env.paths.buffer);
  const mediaTools = createMediaTools();
  const storage = createLocalClipStorage({
    root: env.paths.storage,
    onError: (error) => log.error({ err: error }, 'A clip file could not be removed'),
  });
  const sessionWork = createPrismaSessionWork(db, { nodeId: identity.id, recorder: env.recorder, leaseMs: LEASE_MS });

  const recorder = createDirectRecorder({
    pool: createShardPool({ shards, recordingsPerShard: MAX_RECORDINGS_PER_SHARD }),
    livekitUrl: env.liveKit.url,
    createToken: (roomName, identityName) => createRecorderToken(env.liveKit, roomName, identityName),
    segmentDurationMs: env.segmentDurationMs,
    partDurationMs: PART_MS,
    retentionMs: env.retentionMs,
    liveWindowMs: env.retentionMs,
  });
  const sessions = createSessionRunner({
    work: sessionWork,
    recorder,
    buffers,
    graceMs: env.graceMs,
    startTimeoutMs: START_TIMEOUT_MS,
    now: Date.now,
    report: reportSessions(log),
  });

  const renditionStore = createPrismaRenditionStore(db);
  const renditions = await startRenditionQueue(
    env.databaseUrl,
    (clipId, signal) =>
      makeCompatibleRendition({ renditions: renditionStore, mediaTools, storage, pathOf: storage.pathOf, describeFile }, clipId, signal),
    log,
  );
  const reporter = reportCaptures(log);
  const captures = createCaptureRunner({
    ...createCaptureFiles({
      buffers,
      bufferRoot: env.paths.buffer,
      storageRoot: env.paths.storage,
      mediaTools,
      onPictureFailed: (captureId, error) => log.warn({ captureId, err: error }, 'A picture of the clip could not be made'),
    }),
    queue: createPrismaCaptureQueue(db, { nodeId: identity.id, leaseMs: LEASE_MS }),
    work: createPrismaCaptureWork(db, {
      nodeId: identity.id,
      onProgressLost: (error) => log.warn({ err: error }, 'Progress of a capture could not be written'),
    }),
    flushSession: sessions.flush,
    cutQueue: pLimit(CUTS_AT_ONCE),
    now: Date.now,
    report: {
      ...reporter,
      done: (capture, clip, durationMs) => {
        reporter.done(capture, clip, durationMs);
        renditions.enqueue(clip.clipId).catch((error: unknown) => log.error({ err: error }, 'A rendition could not be queued'));
      },
    },
  });

  const heartbeat = async (): Promise<void> =>
    node.heartbeat({
      recorder: env.recorder,
      capacity: sessions.count() + recorder.freeCapacity(),
      recordings: sessions.count(),
      version,
      draining: false,
      address: null,
      health: await measureNodeHealth(env.paths.buffer),
    });

  // A worker that dies between a clip's rows and its job leaves a clip without rendition.
  const queueRenditions = async (): Promise<Record<string, number>> => {
    const missing = await renditionStore.listWithoutCompatible();
    for (const clipId of missing) await renditions.enqueue(clipId);
    return { queuedRenditions: missing.length };
  };

  // Whoever had this id before is dead, or it would hold the lock: what it left is free at once.
  await node.reclaim();
  await heartbeat();
  await queueRenditions();

  const attempt = (what: string, job: () => Promise<void>): void => {
    job().catch((error: unknown) => log.error({ err: error }, what));
  };
  let ticks = 0;
  const tick = (): void => {
    attempt('Sessions could not be looked after', sessions.tick);
    attempt('Captures could not be looked after', captures.tick);
    ticks += 1;
    if (ticks % HEARTBEAT_EVERY_TICKS === 0) attempt('The heartbeat failed', heartbeat);
  };
  const timer = setInterval(tick, TICK_MS);
  const listener = listen({
    connectionString: env.databaseUrl,
    channels: [WORK_CHANNEL],
    onNotification: tick,
    onConnected: tick,
    onLost: (error) => log.warn({ err: error }, 'The listening connection was lost'),
  });
  const pins = createPrismaPinStore(db);
  const maintenance = createPrismaMaintenance(db);
  const jobs = [
    scheduleJob(
      {
        name: 'keep-disk-tidy',
        pattern: '0 * * * * *',
        run: () => keepDiskTidy({ pins, node, buffers, bufferRoot: env.paths.buffer, now: Date.now }),
      },
      log,
    ),
    scheduleJob({ name: 'queue-renditions', pattern: '30 */5 * * * *', run: queueRenditions }, log),
    scheduleJob({ name: 'maintain-cluster', pattern: '*/15 * * * * *', run: () => maintainCluster(maintenance) }, log),
  ];
  log.info({ nodeId: identity.id, recorder: env.recorder, capacity: recorder.freeCapacity() }, 'Worker ready');

  return {
    close: async () => {
      clearInterval(timer);
      await listener.close();
      await Promise.all(jobs.map((job) => job.stop()));
      await captures.close(CLOSE_TIMEOUT_MS);
      await sessions.close();
      await recorder.close();
      await renditions.close();
      await node.leave();
    },
  };
}
