import type { Logger } from 'pino';
import { PgBoss } from 'pg-boss';
import { z } from 'zod';

/** What is done in the background, one of each at a time a node, because each keeps a core busy. */
export interface JobQueues {
  /** A clip's pictures are queued or being worked on once, however often they are asked for. */
  enqueuePictures(clipId: string): Promise<void>;
  /** The same for its rendition. */
  enqueueRendition(clipId: string): Promise<void>;
  close(): Promise<void>;
}

/** Each answers how it ended, for the log; repeating it must change nothing. */
export interface JobWork {
  makePictures: (clipId: string, signal: AbortSignal) => Promise<string>;
  makeRendition: (clipId: string, signal: AbortSignal) => Promise<string>;
}

const PICTURES = 'clip-pictures';
const RENDITIONS = 'clip-rendition';
const RETRIES = 3;
/** A worker that is silent for this long is dead: its job goes to another. */
const HEARTBEAT_SECONDS = 10;
const MONITOR_SECONDS = 5;
const STOP_TIMEOUT_MS = 5_000;
const clipSchema = z.object({ clipId: z.string() });

/** Starts the background queues of this worker. */
export async function startJobQueues(databaseUrl: string, { makePictures, makeRendition }: JobWork, log: Logger): Promise<JobQueues> {
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
  const work = async (queue: string, message: string, run: (data: unknown) => Promise<Record<string, unknown>>): Promise<string> => {
    await boss.createQueue(queue, { policy: 'exclusive', retryLimit: RETRIES, retryBackoff: true, heartbeatSeconds: HEARTBEAT_SECONDS });
    const options = { batchSize: 1, pollingIntervalSeconds: 1, burstWhenBatchFull: true };
    return boss.work(queue, options, async (jobs: Array<{ data: unknown }>) => {
      for (const job of jobs) {
        const from = performance.now();
        const outcome = await run(job.data);
        log.info({ ...outcome, durationMs: Math.round(performance.now() - from) }, message);
      }
    });
  };
  const picturesWorker = await work(PICTURES, 'Clip pictures made', async (data) => {
    const { clipId } = clipSchema.parse(data);
    return { clipId, outcome: await makePictures(clipId, ending.signal) };
  });
  await work(RENDITIONS, 'Clip rendition made', async (data) => {
    const { clipId } = clipSchema.parse(data);
    return { clipId, outcome: await makeRendition(clipId, ending.signal) };
  });
  return {
    enqueuePictures: async (clipId) => {
      await boss.send(PICTURES, { clipId }, { singletonKey: clipId });
      // People look at the clip already.
      boss.notifyWorker(picturesWorker);
    },
    enqueueRendition: async (clipId) => {
      await boss.send(RENDITIONS, { clipId }, { singletonKey: clipId });
    },
    close: async () => {
      ending.abort();
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
}
