import cron from 'node-cron';
import type { Logger } from 'pino';

export interface ScheduledJob {
  name: string;
  /** node-cron pattern with seconds. */
  pattern: string;
  /** Answers what it changed, for the log. */
  run: () => Promise<Record<string, number>>;
}

/** Longer than this and the log says so. */
const SLOW_JOB_MS = 60_000;

/** Runs a job on its schedule, never twice at a time; a failure is logged and the next run comes all the same. */
export function scheduleJob(job: ScheduledJob, log: Logger): { stop(): Promise<void> } {
  const run = async (): Promise<void> => {
    const from = performance.now();
    try {
      log.debug({ job: job.name }, 'Running cleanup');
      const changed = await job.run();
      if (Object.values(changed).some((count) => count > 0)) log.info({ job: job.name, ...changed }, 'Cleaned up');
    } catch (error) {
      log.error({ job: job.name, err: error }, 'Cleanup failed');
    }
    if (performance.now() - from > SLOW_JOB_MS) log.warn({ job: job.name }, 'Cleanup took >1 minute');
  };
  const task = cron.schedule(job.pattern, run, { name: job.name, noOverlap: true, timezone: 'UTC' });
  return {
    stop: async () => {
      await task.stop();
    },
  };
}
