import type { Logger } from 'pino';
import { PgBoss } from 'pg-boss';
import { z } from 'zod';

/** What is made of clips in the background; answers the outcome for the log. Repeating it must change nothing. */
export interface ClipWork {
  pictures: (clipId: string, signal: AbortSignal) => Promise<string>;
  rendition: (clipId: string, signal: AbortSignal) => Promise<string>;
}

export interface ClipQueue {
  /** Asks for both; what is asked for already is made once. */
  enqueue(clipId: string): Promise<void>;
  close(): Promise<void>;
}

const QUEUES = { pictures: 'clip-pictures', rendition: 'clip-rendition' } as const;
const RETRIES = 3;
/** A worker that is silent for this long is dead: its job goes to another. */
const HEARTBEAT_SECONDS = 10;
const MONITOR_SECONDS = 5;
const STOP_TIMEOUT_MS = 5_000;
const jobSchema = z.object({ clipId: z.string() });

/** The background queues of clips: of pictures and of renditions one at a time a node, because each keeps a core busy. */
export async function startClipQueue(databaseUrl: string, work: ClipWork, log: Logger): Promise<ClipQueue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: 'pgboss',
    max: 3,
    superviseIntervalSeconds: MONITOR_SECONDS,
    monitorIntervalSeconds: MONITOR_SECONDS,
  });
  boss.on('error', (error: unknown) => log.error({ err: error }, 'The job queue failed'));
  await boss.start();
  const ending = new AbortController();

  const startQueue = async (kind: keyof typeof QUEUES): Promise<string> => {
    // A clip is queued or being worked on once, however often it is asked for.
    const policy = { policy: 'exclusive', retryLimit: RETRIES, retryBackoff: true, heartbeatSeconds: HEARTBEAT_SECONDS } as const;
    await boss.createQueue(QUEUES[kind], policy);
    const options = { batchSize: 1, pollingIntervalSeconds: 1, burstWhenBatchFull: true };
    return boss.work(QUEUES[kind], options, async (jobs: Array<{ data: unknown }>) => {
      for (const job of jobs) {
        const { clipId } = jobSchema.parse(job.data);
        const from = performance.now();
        const outcome = await work[kind](clipId, ending.signal);
        log.info({ clipId, kind, outcome, durationMs: Math.round(performance.now() - from) }, 'Clip work done');
      }
    });
  };
  const picturesWorker = await startQueue('pictures');
  await startQueue('rendition');

  return {
    enqueue: async (clipId) => {
      await boss.send(QUEUES.pictures, { clipId }, { singletonKey: clipId });
      // People look at the clip already.
      boss.notifyWorker(picturesWorker);
      await boss.send(QUEUES.rendition, { clipId }, { singletonKey: clipId });
    },
    close: async () => {
      ending.abort();
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
}
