import type { Db } from '@reprise/db';
import { measureStorage } from '@reprise/replay/server';
import { HealthProblem, type HealthProbes } from './check-health.ts';

/** A worker that has not said anything for this long does not record. */
const heartbeatMaxAgeMs = 15_000;

/** What the probes look at. */
export interface HealthTargets {
  db: Db;
  /** http(s) or ws(s). */
  liveKitUrl: string;
  storagePath: string;
}

/** Probes of the real parts. */
export function createHealthProbes({ db, liveKitUrl, storagePath }: HealthTargets): HealthProbes {
  return {
    database: async () => {
      await db.$queryRaw`SELECT 1`;
      return {};
    },
    livekit: async (signal) => {
      const response = await fetch(liveKitUrl.replace(/^ws/, 'http'), { signal });
      if (!response.ok) throw new HealthProblem(`answers ${response.status}`);
      return {};
    },
    worker: async () => {
      const since = new Date(Date.now() - heartbeatMaxAgeMs);
      const workers = await db.recorderNode.count({ where: { heartbeatAt: { gte: since } } });
      if (workers === 0) throw new HealthProblem('no worker is running');
      return { workers };
    },
    disk: async () => {
      const { state, freeBytes } = await measureStorage(storagePath);
      if (state === 'ok' || state === 'nearly-full') return { freeBytes };
      throw new HealthProblem(`the clip storage is ${state}`);
    },
  };
}
