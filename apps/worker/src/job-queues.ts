import type { ExportJob } from '@reprise/replay/server';
import type { Logger } from 'pino';
import { PgBoss } from 'pg-boss';
import { z } from 'zod';

/** What is done in the background, one of each at a time a node, because each keeps a core busy. */
export interface JobQueues {
  /** A clip's rendition is queued or being worked on once, however often it is asked for. */
  enqueueRendition(clipId: string): Promise<void>;
  enqueueExport(job: ExportJob): Promise<void>;
  close(): Promise<void>;
}

/** Both answer how it ended, for the log. */
export interface JobWork {
  makeRendition: (clipId: string, signal: AbortSignal) => Promise<string>;
  makeExport: (job: ExportJob, signal: AbortSignal) => Promise<string>;
}

const RENDITIONS = 'clip-rendition';
const EXPORTS = 'clip-export';
const RETRIES = 3;
/** A worker that is silent for this long is dead: its job goes to another. */
const HEARTBEAT_SECONDS = 10;
const MONITOR_SECONDS = 5;
const STOP_TIMEOUT_MS = 5_000;
const renditionSchema = z.object({ clipId: z.string() });
const exportSchema = z.object({ clipId: z.string(), version: z.number().int() });

/** Starts the background queues of this worker. */
export async function startJobQueues(databaseUrl: string, { makeRendition, makeExport }: JobWork, log: Logger): Promise<JobQueues> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: 'pgboss',
    max: 2,
    superviseIntervalSeconds: MONITOR_SECONDS,
    monitorIntervalSeconds: MONITOR_SECONDS,
  });
  boss.on('error', (error: unknown) => log.error({ err: error }, 'The job queue failed'));
  await boss.start();
  const ending = new AbortController();
  const work = async (queue: string, message: string, run: (data: unknown) => Promise<Record<string, unknown>>): Promise<void> => {
    await boss.createQueue(queue, { policy: 'exclusive', retryLimit: RETRIES, retryBackoff: true, heartbeatSeconds: HEARTBEAT_SECONDS });
    await boss.work(queue, { batchSize: 1, pollingIntervalSeconds: 1 }, async (jobs: Array<{ data: unknown }>) => {
      for (const job of jobs) {
        const from = performance.now();
        const outcome = await run(job.data);
        log.info({ ...outcome, durationMs: Math.round(performance.now() - from) }, message);
      }
    });
  };
  await work(RENDITIONS, 'Clip rendition made', async (data) => {
    const { clipId } = renditionSchema.parse(data);
    return { clipId, outcome: await makeRendition(clipId, ending.signal) };
  });
  await work(EXPORTS, 'Clip export ended', async (data) => {
    const job = exportSchema.parse(data);
    return { clipId: job.clipId, outcome: await makeExport(job, ending.signal) };
  });
  return {
    enqueueRendition: async (clipId) => {
      await boss.send(RENDITIONS, { clipId }, { singletonKey: clipId });
    },
    enqueueExport: async ({ clipId, version }) => {
      await boss.send(EXPORTS, { clipId, version }, { singletonKey: `${clipId}:${version}` });
    },
    close: async () => {
      ending.abort();
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
}
