import type { Logger } from 'pino';
import { PgBoss } from 'pg-boss';
import { z } from 'zod';

export interface RenditionQueue {
  enqueue(clipId: string): Promise<void>;
  close(): Promise<void>;
}

const QUEUE = 'clip-rendition';
const RETRIES = 3;
/** A worker that is silent for this long is dead: its job goes to another. */
const HEARTBEAT_SECONDS = 10;
const MONITOR_SECONDS = 5;
const STOP_TIMEOUT_MS = 5_000;
const jobSchema = z.object({ clipId: z.string() });

/** The background queue of renditions; one at a time a node, because each keeps a core busy. */
export async function startRenditionQueue(
  databaseUrl: string,
  make: (clipId: string, signal: AbortSignal) => Promise<string>,
  log: Logger,
): Promise<RenditionQueue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: 'pgboss',
    max: 2,
    superviseIntervalSeconds: MONITOR_SECONDS,
    monitorIntervalSeconds: MONITOR_SECONDS,
  });
  boss.on('error', (error: unknown) => log.error({ err: error }, 'The job queue failed'));
  await boss.start();
  // A clip is queued or being worked on once, however often it is asked for.
  await boss.createQueue(QUEUE, { policy: 'exclusive', retryLimit: RETRIES, retryBackoff: true, heartbeatSeconds: HEARTBEAT_SECONDS });
  const ending = new AbortController();
  await boss.work(QUEUE, { batchSize: 1, pollingIntervalSeconds: 1 }, async (jobs: Array<{ data: unknown }>) => {
    for (const job of jobs) {
      const { clipId } = jobSchema.parse(job.data);
      const from = performance.now();
      const outcome = await make(clipId, ending.signal);
      log.info({ clipId, outcome, durationMs: Math.round(performance.now() - from) }, 'Clip rendition made');
    }
  });
  return {
    enqueue: async (clipId) => {
      await boss.send(QUEUE, { clipId }, { singletonKey: clipId });
    },
    close: async () => {
      ending.abort();
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
}
