import { setTimeout as sleep } from 'node:timers/promises';
import { childPids } from '../../apps/worker/src/testing/child-pids.ts';

const graceMs = 3_000;

/** Ends every process that this one started, and those that they started: a run that is interrupted leaves nothing behind. */
export async function endDescendants(): Promise<void> {
  const pids = descendantsOf(process.pid);
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    for (const pid of pids) {
      try {
        process.kill(pid, signal);
      } catch {
        // It is gone already.
      }
    }
    if (signal === 'SIGINT') await sleep(graceMs);
  }
}

function descendantsOf(pid: number): number[] {
  try {
    return childPids(pid).flatMap((child) => [child, ...descendantsOf(child)]);
  } catch {
    return [];
  }
}
