import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchContext, type Measurement, type Row, usualBitrateKbps } from '../measurement.ts';
import { observeRecordings, type ObservedRecordings } from '../support/observed-recordings.ts';
import { measureCores, residentMegabytes } from '../support/process-usage.ts';
import { keepCapturing } from '../support/running-captures.ts';
import { openStage, type Stage } from '../support/stage.ts';
import { formatNumber, median } from '../support/statistics.ts';

const stepSize = 10;
const most = 50;
const settleMs = 5_000;
const measuredMs = 14_000;
/** How often shards report their loop's delay, ms. */
const reportMs = 2_000;
const captureEveryMs = 4_000;
const loopDelayLimitMs = 20;
const lowBitrateKbps = 1_200;

/** How many recordings run at once before one loses a packet for good or an event loop is late, captures running. */
export const capacity: Measurement = {
  name: 'capacity',
  title: 'Recordings at once without a lost packet or a late event loop',
  async run(context) {
    return [await climb(context, usualBitrateKbps), await climb(context, lowBitrateKbps)];
  },
};

interface Step {
  recordings: number;
  lost: number;
  recovered: number;
  gaps: number;
  /** 99th percentile of the latest shard, ms; and that of its worst 2 s. */
  loopDelayMs: number;
  worstLoopDelayMs: number;
  cores: { shards: number; livekit: number; publisher: number; machine: number };
  megabytes: number;
  captures: { made: number; failed: number };
}

async function climb(context: BenchContext, bitrateKbps: number): Promise<Row> {
  const loop = await context.mediaLoop(bitrateKbps);
  const directory = join(context.directory, `capacity-${bitrateKbps}`);
  const stage = await openStage(loop);
  const recordings = observeRecordings(stage, { directory, shards: Math.ceil(most / 16), retentionMs: 40_000 });
  const steps: Step[] = [];
  try {
    while (recordings.count() < most) {
      await recordings.grow(stepSize);
      const step = await observeStep(context, stage, recordings);
      steps.push(step);
      // A late loop may be others' work; a lost packet ends the climb.
      if (step.lost > 0) break;
    }
  } finally {
    await recordings.close();
    await stage.close();
    await rm(directory, { recursive: true, force: true });
  }
  return describe(steps, loop.bitrateKbps);
}

async function observeStep(context: BenchContext, stage: Stage, recordings: ObservedRecordings): Promise<Step> {
  await sleep(settleMs);
  const before = recordings.counters();
  const delays = new Map<number, number[]>();
  const captures = keepCapturing(recordings.directory(), context.directory, captureEveryMs);
  const pids = recordings.pids();
  const groups = [pids, [stage.livekitPid], [stage.publisher.pid]];
  const [shards = Number.NaN, livekit = Number.NaN, publisher = Number.NaN, machine = Number.NaN] = await measureCores(groups, async () => {
    for (let elapsed = 0; elapsed < measuredMs; elapsed += reportMs) {
      await sleep(reportMs);
      for (const { pid, loopDelayP99Ms } of recordings.loads()) delays.set(pid, [...(delays.get(pid) ?? []), loopDelayP99Ms]);
    }
  });
  const made = await captures.stop();
  const after = recordings.counters();
  const step: Step = {
    recordings: recordings.count(),
    lost: after.lost - before.lost,
    recovered: after.recovered - before.recovered,
    gaps: after.gaps - before.gaps,
    // The p99 of the whole time lies near the middle one of its periods'; the latest shard counts.
    loopDelayMs: Math.max(...[...delays.values()].map(median)),
    worstLoopDelayMs: Math.max(...[...delays.values()].flat()),
    cores: { shards, livekit, publisher, machine },
    megabytes: pids.reduce((sum, pid) => sum + residentMegabytes(pid), 0),
    captures: made,
  };
  context.say(`  ${describeStep(step)}`);
  return step;
}

const holds = (step: Step): boolean => step.lost === 0 && step.loopDelayMs <= loopDelayLimitMs;

function describeStep(step: Step): string {
  const { shards, livekit, publisher, machine } = step.cores;
  return [
    `${step.recordings} recordings: lost ${step.lost}, recovered ${step.recovered}, gaps ${step.gaps}`,
    `loop delay p99 ${formatNumber(step.loopDelayMs)} ms (worst 2 s: ${formatNumber(step.worstLoopDelayMs)} ms)`,
    `cores: recorder ${formatNumber(shards)}, LiveKit ${formatNumber(livekit)}, publisher ${formatNumber(publisher)}, everything on the machine ${formatNumber(machine)}`,
    `${formatNumber(step.megabytes)} MB`,
    `${step.captures.made} captures of 30 s, ${step.captures.failed} failed`,
  ].join('; ');
}

function describe(steps: Step[], kbps: number): Row {
  const best = steps.findLast(holds);
  const beyond = steps.filter(({ recordings }) => recordings > (best?.recordings ?? 0));
  return {
    name: `Recordings on ${availableParallelism()} cores at ${(kbps / 1000).toFixed(1)} Mbit/s`,
    value: best?.recordings ?? 0,
    unit: 'recordings',
    target: { atLeast: 40 },
    detail: [
      ...(best ? [describeStep(best)] : []),
      ...beyond.map((step) => `then ${describeStep(step)}`),
      `not tried beyond ${steps.at(-1)?.recordings ?? 0}`,
    ].join('; '),
  };
}
