import { type Db, listen } from '@reprise/db';
import type { ReplayEnv } from '@reprise/replay';
import {
  createCaptureFiles,
  createCaptureRunner,
  createClusterTurns,
  createLocalClipStorage,
  createMediaTools,
  createPrismaAudit,
  createPrismaCaptureQueue,
  createPrismaCaptureWork,
  createPrismaMaintenance,
  createPrismaNodeStore,
  createPrismaPinStore,
  createPrismaSessionWork,
  createPrismaStores,
  createSessionBuffers,
  createSessionRunner,
  type ReconcileDeps,
  reconcileSessions,
  WORK_CHANNEL,
} from '@reprise/replay/server';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { createClipWork } from './create-clip-work.ts';
import { createExportWork } from './export-work.ts';
import { createRecorder } from './create-recorder.ts';
import { startJobQueues } from './job-queues.ts';
import { deleteClip } from './jobs/delete-clip.ts';
import { createJobs } from './jobs/create-jobs.ts';
import { scheduleJob } from './jobs/schedule-job.ts';
import { watchCallHints } from './jobs/watch-call-hints.ts';
import { reportCaptures, reportSessions } from './log.ts';
import { createWorkerMetrics } from './metrics/create-worker-metrics.ts';
import { serveMetrics } from './metrics/serve-metrics.ts';
import { createReconcileDeps } from './jobs/create-reconcile-deps.ts';
import { createStorageGuard } from './storage-guard.ts';
import type { NodeIdentity } from './node-identity.ts';

export interface WorkerOptions {
  env: ReplayEnv;
  db: Db;
  identity: NodeIdentity;
  log: Logger;
  version: string;
  /** Recorder processes; one a core. */
  shards: number;
  /** Where /metrics is served. */
  metricsAt: { host: string; port: number };
}

export interface Worker {
  /** Leaves recordings without ending their sessions, finishes cuts, gives everything back. */
  close(): Promise<void>;
}

/** A lease not renewed for this long is free; renewed every second. */
const LEASE_MS = 15_000;
const TICK_MS = 1_000;
const HEARTBEAT_EVERY_TICKS = 3;
/** Fifty may press at one instant; memory stays that of a few. */
const PINS_AT_ONCE = 2;
/** One hashes while the other waits for the disk; more would starve the recordings. */
const CUTS_AT_ONCE = 2;
const CLOSE_TIMEOUT_MS = 5_000;

/** Composes and starts everything a worker does. */
export async function startWorker({ env, db, identity, log, version, shards, metricsAt }: WorkerOptions): Promise<Worker> {
  const node = createPrismaNodeStore(db, identity.id);
  const buffers = createSessionBuffers(env.paths.buffer);
  const storage = createLocalClipStorage({
    root: env.paths.storage,
    onError: (error) => log.error({ err: error }, 'A clip file could not be removed'),
  });
  const sessionWork = createPrismaSessionWork(db, { nodeId: identity.id, recorder: env.recorder, leaseMs: LEASE_MS });

  const metrics = createWorkerMetrics({
    activeSessions: () => sessions.count(),
    shards: () => loads(),
    storedBytes: () => node.sumStoredBytes(),
  });
  const { recorder, egress, loads, inFlightMs, startTimeoutMs, tool } = createRecorder({ env, log, shards, onStats: metrics.received });
  const guard = createStorageGuard({ paths: env.paths, node, metrics, log });
  await guard.look();
  const freeCapacity = (): number => (guard.isOpen() ? recorder.freeCapacity() : 0);
  const sessionReporter = reportSessions(log, metrics);
  const sessions = createSessionRunner({
    work: sessionWork,
    recorder: { ...recorder, freeCapacity },
    buffers,
    graceMs: env.graceMs,
    startTimeoutMs,
    now: Date.now,
    report: sessionReporter,
  });

  const clipWork = createClipWork({ db, storage, log });
  const exportWork = createExportWork({ db, storage, log });
  const queues = await startJobQueues(env.databaseUrl, { ...clipWork, makeExport: exportWork.make }, log);
  const queueRenditions = async (): Promise<Record<string, number>> => ({
    queuedRenditions: await clipWork.queueMissing(queues),
    queuedExports: await exportWork.queue(queues.enqueueExport, true),
  });
  const reporter = reportCaptures(log, metrics, tool);
  const captures = createCaptureRunner({
    ...createCaptureFiles({
      buffers,
      bufferRoot: env.paths.buffer,
      storageRoot: env.paths.storage,
      mediaTools: createMediaTools(),
      onDamaged: reporter.damaged,
    }),
    queue: createPrismaCaptureQueue(db, { nodeId: identity.id, leaseMs: LEASE_MS }),
    work: createPrismaCaptureWork(db, {
      nodeId: identity.id,
      onProgressLost: (error) => log.warn({ err: error }, 'Progress of a capture could not be written'),
    }),
    flushSession: sessions.flush,
    inFlightMs,
    pinQueue: pLimit(PINS_AT_ONCE),
    cutQueue: pLimit(CUTS_AT_ONCE),
    now: Date.now,
    report: {
      ...reporter,
      done: (capture, clip, durationMs) => {
        reporter.done(capture, clip, durationMs);
        Promise.all([queues.enqueuePictures(clip.clipId), queues.enqueueRendition(clip.clipId)]).catch((error: unknown) =>
          log.error({ err: error }, 'Work on a clip could not be queued'),
        );
      },
    },
  });

  const heartbeat = async (): Promise<void> => {
    const { buffer, clips } = await guard.look();
    await node.heartbeat({
      recorder: env.recorder,
      capacity: sessions.count() + freeCapacity(),
      recordings: sessions.count(),
      version,
      draining: false,
      address: null,
      health: {
        diskFreeBytes: buffer.freeBytes,
        diskTotalBytes: buffer.totalBytes,
        bufferState: buffer.state,
        clipsFreeBytes: clips.freeBytes,
        clipsTotalBytes: clips.totalBytes,
        clipsState: clips.state,
      },
    });
  };

  // Whoever had this id before is dead, or it would hold the lock: what it left is free at once.
  await node.reclaim();
  await heartbeat();
  await queueRenditions();

  const attempt = (what: string, job: () => Promise<unknown>): void => {
    job().catch((error: unknown) => log.error({ err: error }, what));
  };
  let ticks = 0;
  const tick = (): void => {
    attempt('Sessions could not be looked after', sessions.tick);
    attempt('Captures could not be looked after', captures.tick);
    attempt('Exports could not be queued', () => exportWork.queue(queues.enqueueExport, false));
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
  const turns = createClusterTurns(db, env.databaseUrl);
  const clips = createPrismaStores(db).clips;
  const reconcile: ReconcileDeps = {
    ...createReconcileDeps(db, env, egress && egress.api),
    onFailed: (session, reason) => sessionReporter.failed(session, new Error(reason)),
  };
  const jobs = createJobs({
    log,
    reconcile,
    egress: egress && egress.recorder,
    guard,
    maintenance: createPrismaMaintenance(db),
    audit: createPrismaAudit(db),
    deleteClip: (clipId) => deleteClip({ clips, storage }, clipId),
    storageRoot: env.paths.storage,
    queueRenditions,
    pruneExports: () => exportWork.prune(Date.now()),
    pins: createPrismaPinStore(db),
    node,
    buffers,
    bufferRoot: env.paths.buffer,
    now: Date.now,
  }).map((job) => ({ name: job.name, ...scheduleJob(job, { log, turns, report: metrics.job }) }));
  for (const job of jobs) metrics.expectJob(job.name);
  await jobs.find((job) => job.name === 'reconcile')?.runNow();
  const hints = watchCallHints({
    databaseUrl: env.databaseUrl,
    log,
    reconcile: (roomNames) => reconcileSessions(reconcile, roomNames),
    lookAtEgress: (egressId) => egress?.recorder.look(egressId),
  });
  const findUnreadiness = async (): Promise<string | undefined> => {
    await db.$queryRaw`SELECT 1`;
    return guard.isOpen() ? undefined : 'the storage takes no new recordings';
  };
  const metricsServer = await serveMetrics(metrics, findUnreadiness, metricsAt, log);
  log.info({ nodeId: identity.id, recorder: env.recorder, capacity: freeCapacity(), metricsPort: metricsServer.port }, 'Worker ready');

  return {
    close: async () => {
      clearInterval(timer);
      await listener.close();
      await hints.close();
      await Promise.all(jobs.map((job) => job.stop()));
      await captures.close(CLOSE_TIMEOUT_MS);
      await sessions.close();
      await recorder.close();
      await queues.close();
      await node.leave();
      await metricsServer.close();
    },
  };
}
