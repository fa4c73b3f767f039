import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from '@reprise/db';
import type { ReplayEnv } from '@reprise/replay';
import { createLiveKitCallSurvey, createPrismaReconcileStore, type EgressApi, type ReconcileDeps } from '@reprise/replay/server';

/** A share that is not listed is asked for once more after this. */
const RECONCILE_PAUSE_MS = 1_500;

/** What the comparison of sessions with LiveKit needs. */
export function createReconcileDeps(db: Db, env: ReplayEnv, egresses: EgressApi | null): ReconcileDeps {
  return {
    store: createPrismaReconcileStore(db),
    calls: createLiveKitCallSurvey(env.liveKit),
    egresses,
    graceMs: env.graceMs,
    now: () => new Date(),
    pause: () => delay(RECONCILE_PAUSE_MS),
  };
}
