import { randomUUID } from 'node:crypto';
import type { Db } from '@reprise/db';
import {
  createMediaTools,
  createPrismaExportQueue,
  createPrismaStores,
  describeFile,
  EXPORT_KEEP_MS,
  type ExportJob,
  type LocalClipStorage,
  makeExport,
} from '@reprise/replay/server';
import type { Logger } from 'pino';

export interface ExportWork {
  /** Makes one. */
  make(job: ExportJob, signal: AbortSignal): Promise<string>;
  /** Hands over what was asked for; `isResuming` also what a dead worker may have left. Answers how many. */
  queue(enqueue: (job: ExportJob) => Promise<void>, isResuming: boolean): Promise<number>;
  /** Deletes those nobody keeps any longer. Answers how many. */
  prune(now: number): Promise<number>;
}

export interface ExportWorkDeps {
  db: Db;
  storage: LocalClipStorage;
  log: Logger;
}

/** FFmpeg leaves the cores to recordings, cuts and what people wait for. */
const NICENESS = 15;
const PRUNED_AT_ONCE = 500;

/** What a worker does about exports of clips to a size. */
export function createExportWork({ db, storage, log }: ExportWorkDeps): ExportWork {
  const exports = createPrismaExportQueue(db);
  const store = createPrismaStores(db).exports;
  const deps = {
    ...{
      exports,
      mediaTools: createMediaTools({ niceness: NICENESS }),
      storage,
      pathOf: storage.pathOf,
      describeFile,
      createId: randomUUID,
    },
    onProgressLost: (error: unknown) => log.warn({ err: error }, 'Progress of an export could not be written'),
    onFailed: ({ clipId }: ExportJob, error: unknown) => log.warn({ clipId, err: error }, 'A clip could not be exported'),
  };
  return {
    make: (job, signal) => makeExport(deps, job, signal),
    queue: async (enqueue, isResuming) => {
      const jobs = await exports.listUnfinished(isResuming);
      for (const job of jobs) await enqueue(job);
      return jobs.length;
    },
    prune: async (now) => {
      const old = await exports.listOlderThan(new Date(now - EXPORT_KEEP_MS), PRUNED_AT_ONCE);
      for (const clipId of old) await storage.remove(await store.delete(clipId));
      return old.length;
    },
  };
}
