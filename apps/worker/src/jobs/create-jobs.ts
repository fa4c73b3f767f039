import {
  type Audit,
  type EgressRecorder,
  type Maintenance,
  type ReconcileDeps,
  reconcileSessions,
  sweepTemporaryFiles,
} from '@reprise/replay/server';
import type { Logger } from 'pino';
import type { StorageGuard } from '../storage-guard.ts';
import { keepDiskTidy, type KeepDiskTidyDeps } from './keep-disk-tidy.ts';
import { deleteOldRows, maintainCluster } from './maintain-cluster.ts';
import type { ScheduledJob } from './schedule-job.ts';

export interface JobDeps extends KeepDiskTidyDeps {
  log: Logger;
  reconcile: ReconcileDeps;
  egress: EgressRecorder | null;
  guard: StorageGuard;
  maintenance: Maintenance;
  audit: Audit;
  /** Rows, quota and files of a clip. False: it was gone. */
  deleteClip: (clipId: string) => Promise<boolean>;
  /** REPLAY_STORAGE_PATH. */
  storageRoot: string;
  queueRenditions: () => Promise<Record<string, number>>;
  /** Exports nobody keeps any longer; answers how many. */
  pruneExports: () => Promise<number>;
}

/** With its second look 1.5 s later, what LiveKit says has been followed 15 s after it became true. */
const EVERY_10_S = 10_000;
const EVERY_15_S = 15_000;
const HOURLY = 60 * 60_000;
/** A temporary file that nobody has written to for so long belongs to nobody. */
const TEMPORARY_FILE_MS = HOURLY;
const EXPIRED_CLIPS_AT_ONCE = 500;

/** Everything a worker does by the clock. Jobs with `oncePerClusterMs` are done by one worker for all. */
export function createJobs(deps: JobDeps): ScheduledJob[] {
  const reconcile = () => reconcileSessions(deps.reconcile);
  return [
    { name: 'reconcile', pattern: '*/10 * * * * *', oncePerClusterMs: EVERY_10_S, isFrequent: true, run: reconcile },
    { name: 'orphaned-sessions', pattern: '0 0 * * * *', oncePerClusterMs: HOURLY, run: reconcile },
    {
      name: 'maintain-cluster',
      pattern: '*/15 * * * * *',
      oncePerClusterMs: EVERY_15_S,
      isFrequent: true,
      run: () => maintainCluster(deps.maintenance),
    },
    { name: 'segment-retention', pattern: '0 */5 * * * *', run: async () => ({ segments: (await deps.egress?.prune()) ?? 0 }) },
    { name: 'storage-health', pattern: '0 */5 * * * *', run: deps.guard.check },
    { name: 'keep-disk-tidy', pattern: '0 * * * * *', isFrequent: true, run: () => keepDiskTidy(deps) },
    { name: 'queue-renditions', pattern: '30 */5 * * * *', run: deps.queueRenditions },
    { name: 'clip-retention', pattern: '0 5 * * * *', oncePerClusterMs: HOURLY, run: () => deleteExpiredClips(deps) },
    {
      name: 'export-retention',
      pattern: '0 7 * * * *',
      oncePerClusterMs: HOURLY,
      run: async () => ({ exports: await deps.pruneExports() }),
    },
    { name: 'quota-audit', pattern: '0 10 * * * *', oncePerClusterMs: HOURLY, run: () => auditQuotas(deps) },
    { name: 'temp-files', pattern: '0 15 * * * *', oncePerClusterMs: HOURLY, run: () => sweepStorage(deps) },
    { name: 'dead-nodes', pattern: '0 20 * * * *', oncePerClusterMs: HOURLY, run: () => deleteOldRows(deps.maintenance) },
  ];
}

/** Deletes the clips that their communities do not keep longer. */
export async function deleteExpiredClips({
  audit,
  deleteClip,
  log,
}: Pick<JobDeps, 'audit' | 'deleteClip' | 'log'>): Promise<Record<string, number>> {
  let clips = 0;
  for (;;) {
    const expired = await audit.listExpiredClips(EXPIRED_CLIPS_AT_ONCE);
    for (const clipId of expired) {
      if (await deleteClip(clipId)) clips += 1;
      log.info({ clipId }, 'Clip deleted: its community does not keep it longer');
    }
    if (expired.length < EXPIRED_CLIPS_AT_ONCE) return { clips };
  }
}

/** Repairs quotas that do not say what is there. */
export async function auditQuotas({ audit, log }: Pick<JobDeps, 'audit' | 'log'>): Promise<Record<string, number>> {
  const drifts = await audit.repairQuotas();
  for (const drift of drifts) log.warn(drift, 'Quota drift repaired');
  return { quotas: drifts.length };
}

/** Removes temporary files that nobody writes any more. */
export async function sweepStorage({
  audit,
  storageRoot,
  now,
}: Pick<JobDeps, 'audit' | 'storageRoot' | 'now'>): Promise<Record<string, number>> {
  return {
    files: await sweepTemporaryFiles({
      root: storageRoot,
      now: now(),
      olderThanMs: TEMPORARY_FILE_MS,
      findUnfinished: audit.findUnfinished,
    }),
  };
}
