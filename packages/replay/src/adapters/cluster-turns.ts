import { type Db, tryHoldLock } from '@reprise/db';

/** Jobs that one worker does for all. */
export interface ClusterTurns {
  /**
   * Runs `job` unless another worker is at it or it has begun already since the last tick; undefined then.
   * @param everyMs ticks are at the multiples of this since 1970, like those of a cron pattern
   * @throws what `job` throws
   */
  take<T>(name: string, everyMs: number, job: () => Promise<T>): Promise<T | undefined>;
}

/** Workers tick at the same instants, but not on the same microsecond, and the clock that counts is the database's. */
const EARLY_SECONDS = 0.5;

/** Takes turns by an advisory lock, held while the job runs, and by a row that says when it last began. */
export function createClusterTurns(db: Db, databaseUrl: string): ClusterTurns {
  const isDue = async (name: string, everyMs: number): Promise<boolean> => {
    const every = Math.max(everyMs, 1) / 1000;
    const taken = await db.$queryRaw<unknown[]>`
      INSERT INTO cluster_job (name, "startedAt") VALUES (${name}, clock_timestamp())
      ON CONFLICT (name) DO UPDATE SET "startedAt" = clock_timestamp()
      WHERE floor((extract(epoch FROM cluster_job."startedAt") + ${EARLY_SECONDS}::numeric) / ${every}::numeric)
        < floor((extract(epoch FROM clock_timestamp()) + ${EARLY_SECONDS}::numeric) / ${every}::numeric)
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
