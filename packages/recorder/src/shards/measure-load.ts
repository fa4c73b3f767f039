import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ShardLoad } from './shard-messages.ts';

const RESOLUTION_MS = 10;

/** Starts to watch this process; each call of the result tells the load since the one before. */
export function createLoadMeter(): (recordings: number) => ShardLoad {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  let cpu = process.cpuUsage();
  let atMs = performance.now();

  return (recordings) => {
    const used = process.cpuUsage(cpu);
    const elapsedMs = performance.now() - atMs;
    // The histogram holds whole periods of its own timer, of which the resolution is the punctual part.
    const loopDelayP99Ms = Math.max(0, delays.percentile(99) / 1e6 - RESOLUTION_MS);
    delays.reset();
    cpu = process.cpuUsage();
    atMs = performance.now();
    return {
      pid: process.pid,
      recordings,
      loopDelayP99Ms,
      memoryBytes: process.memoryUsage.rss(),
      cpuShare: (used.user + used.system) / 1000 / Math.max(1, elapsedMs),
    };
  };
}
