import { type Db, tryHoldLock } from '@reprise/db';

/** Jobs that one worker does for all. */
export interface ClusterTurns {
  /**
   * Runs `job` unless another worker is at it or has begun it less than `everyMs` ago; undefined then.
   * @throws what `job` throws
   */
  take<T>(name: string, everyMs: number, job: () => Promise<T>): Promise<T | undefined>;
}

/** Workers tick at the same instants, but not on the same microsecond. */
const TICK_TOLERANCE = 0.5;

/** Takes turns by an advisory lock, held while the job runs, and by a row that says when it last began. */
export function createClusterTurns(db: Db, databaseUrl: string): ClusterTurns {
  const isDue = async (name: string, everyMs: number): Promise<boolean> => {
    const seconds = (everyMs * TICK_TOLERANCE) / 1000;
    const taken = await db.$queryRaw<unknown[]>`
      INSERT INTO cluster_job (name, "startedAt") VALUES (${name}, clock_timestamp())
      ON CONFLICT (name) DO UPDATE SET "startedAt" = clock_timestamp()
      WHERE cluster_job."startedAt" < clock_timestamp() - make_interval(secs => ${seconds}::double precision)
      RETURNING 1`;
    return taken.length > 0;
  };
  return {
    take: async (name, everyMs, job) => {
      const lock = await tryHoldLock(databaseUrl, `cluster-job:${name}`);
      if (!lock) return undefined;
      try {
        return (await isDue(name, everyMs)) ? await job() : undefined;
      } finally {
        await lock.release();
      }
    },
  };
}
