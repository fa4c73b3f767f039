import { setTimeout as sleep } from 'node:timers/promises';
import { machineCpuSeconds } from './process-usage.ts';

const lookMs = 5_000;
/** Work of others that a measurement bears, cores. */
const calmCores = 0.3;

/** Waits until the machine has little else to do, at most `longestMs`. @returns how many cores others kept busy at the end */
export async function waitForCalm(longestMs: number): Promise<number> {
  const deadline = performance.now() + longestMs;
  for (;;) {
    const [before, startedAt] = [machineCpuSeconds(), performance.now()];
    await sleep(lookMs);
    const cores = (machineCpuSeconds() - before) / ((performance.now() - startedAt) / 1000);
    if (cores <= calmCores || performance.now() > deadline) return cores;
  }
}
