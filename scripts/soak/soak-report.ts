/** Resident memory of a process with all its children, at an instant. */
export interface MemorySample {
  atMs: number;
  megabytes: number;
}

/** What a run has seen. */
export interface SoakFindings {
  minutes: number;
  memory: Readonly<Record<'worker' | 'web', readonly MemorySample[]>>;
  packets: { received: number; lost: number };
  captures: number;
  /** Each capture, join or leave that went wrong, in words. */
  failures: readonly string[];
  /** Files, buffers and rows that nothing needs any more, in words. */
  leftovers: readonly string[];
  joins: number;
}

/** What it means. */
export interface SoakVerdict {
  lines: string[];
  problems: string[];
}

/** The first quarter fills caches and pools. */
const WARM_UP_SHARE = 0.25;
/** Garbage is collected when the collector likes: less growth than this is none. */
const NOISE_MEGABYTES = 40;
const NOISE_SHARE = 0.15;

/** Least-squares growth after the warm-up: MB an hour, and MB over the time it was measured. */
export function memoryGrowth(samples: readonly MemorySample[]): { perHour: number; grown: number; mean: number } {
  const kept = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  const first = kept[0];
  const last = kept.at(-1);
  if (!first || !last || kept.length < 3) return { perHour: 0, grown: 0, mean: first?.megabytes ?? 0 };
  const meanAt = kept.reduce((sum, { atMs }) => sum + atMs, 0) / kept.length;
  const mean = kept.reduce((sum, { megabytes }) => sum + megabytes, 0) / kept.length;
  const covariance = kept.reduce((sum, { atMs, megabytes }) => sum + (atMs - meanAt) * (megabytes - mean), 0);
  const variance = kept.reduce((sum, { atMs }) => sum + (atMs - meanAt) ** 2, 0);
  const perMs = variance === 0 ? 0 : covariance / variance;
  return { perHour: perMs * 3_600_000, grown: perMs * (last.atMs - first.atMs), mean };
}

/** Judges a run; no problems means that it passed. */
export function judgeSoak({ minutes, memory, packets, captures, failures, leftovers, joins }: SoakFindings): SoakVerdict {
  const problems = [...failures, ...leftovers.map((leftover) => `left over: ${leftover}`)];
  const lines = [`${minutes} min, ${joins} joins and leaves, ${captures} captures`];
  for (const [name, samples] of Object.entries(memory)) {
    const { perHour, grown, mean } = memoryGrowth(samples);
    lines.push(`memory of ${name}: ${mean.toFixed(0)} MB on average, slope ${perHour.toFixed(1)} MB/h (${grown.toFixed(1)} MB in the run)`);
    if (grown > Math.max(NOISE_MEGABYTES, mean * NOISE_SHARE)) problems.push(`the memory of ${name} grew by ${grown.toFixed(1)} MB`);
  }
  lines.push(`packets: ${packets.received} received, ${packets.lost} dropped`);
  if (packets.received === 0) problems.push('no packets were received');
  if (packets.lost > 0) problems.push(`${packets.lost} packets were dropped`);
  if (captures === 0) problems.push('nothing was captured');
  lines.push(`failed captures, joins and leaves: ${failures.length}`, `left over: ${leftovers.length}`);
  return { lines, problems };
}
