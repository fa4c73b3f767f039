import type { ClusterTurns } from '@reprise/replay/server';
import cron from 'node-cron';
import type { Logger } from 'pino';

export interface ScheduledJob {
  name: string;
  /** node-cron pattern with seconds, UTC. */
  pattern: string;
  /** Set: one worker of the cluster does it; the time from tick to tick, ms. Not set: every node does. */
  oncePerClusterMs?: number;
  /** Runs so often that the log tells of its runs at debug only. */
  isFrequent?: boolean;
  /** Answers what it changed, for the log. */
  run: () => Promise<Record<string, number>>;
}

export interface ScheduleDeps {
  log: Logger;
  turns: ClusterTurns;
  /** Every run of this worker; not told of turns that another worker took. */
  report: (job: string, outcome: 'done' | 'failed', durationMs: number) => void;
}

export interface RunningJob {
  /** Runs it now, unless it runs already. */
  runNow(): Promise<void>;
  /** No more runs; resolves when the one under way is over. */
  stop(): Promise<void>;
}

/** Longer than this and the log says so. */
const SLOW_JOB_MS = 60_000;

/** Runs a job on its schedule, never twice at a time; a failure is logged and the next run comes all the same. */
export function scheduleJob(job: ScheduledJob, deps: ScheduleDeps): RunningJob {
  let running: Promise<void> | undefined;
  const runNow = (): Promise<void> => {
    running ??= runOnce(job, deps).finally(() => {
      running = undefined;
    });
    return running;
  };
  const task = cron.schedule(job.pattern, runNow, { name: job.name, noOverlap: true, timezone: 'UTC' });
  return {
    runNow,
    stop: async () => {
      await task.stop();
      await running;
    },
  };
}

async function runOnce(job: ScheduledJob, { log, turns, report }: ScheduleDeps): Promise<void> {
  const { name, oncePerClusterMs, isFrequent = false } = job;
  const from = performance.now();
  try {
    const run = async (): Promise<Record<string, number>> => {
      log[isFrequent ? 'debug' : 'info']({ job: name }, 'Running cleanup');
      return await job.run();
    };
    const changed = oncePerClusterMs === undefined ? await run() : await turns.take(name, oncePerClusterMs, run);
    if (!changed) return;
    const count = Object.values(changed).reduce((sum, value) => sum + value, 0);
    if (count > 0) log.info({ job: name, count, ...changed }, 'Cleaned up');
    report(name, 'done', performance.now() - from);
  } catch (error) {
    log.error({ job: name, err: error }, 'Cleanup failed');
    report(name, 'failed', performance.now() - from);
  }
  if (performance.now() - from > SLOW_JOB_MS) log.warn({ job: name }, 'Cleanup took >1 minute');
}
