import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSyntheticShare } from '@reprise/synthetic-share';
import { type BenchContext, type Measurement, type Row, usualBitrateKbps } from '../measurement.ts';
import { lagOfLoopClock } from '../support/fill-buffer.ts';
import { readLastClock } from '../support/read-last-clock.ts';
import { startPublisher } from '../support/start-publisher.ts';
import { describeSpread, quantile } from '../support/statistics.ts';
import { openWorkerStage, type WorkerStage } from '../../apps/worker/src/testing/worker-stage.ts';

const presses = 20;
const clipMs = 3_000;
const targetMs = 300;

/** How much of a moving picture before the press is missing in the clip, through the worker. */
export const press: Measurement = {
  name: 'press',
  title: 'From the press to the last frame in the clip',
  run: async (context) => [await pressEncoded(context), await pressShared(context)],
};

/** 1080p30 at the usual bitrate, sent as it was encoded before: what the way from the sender to the clip costs. */
async function pressEncoded(context: BenchContext): Promise<Row> {
  const loop = await context.mediaLoop(usualBitrateKbps);
  const stage = await openWorkerStage(join(context.directory, 'press'));
  try {
    const publisher = await startPublisher(stage.livekit, stage.sharerId, loop);
    try {
      const lags = await pressOften(stage, async (path, pressedMs) => lagOfLoopClock(pressedMs, await readLastClock(path)));
      const conditions = `1080p30 ${(loop.bitrateKbps / 1000).toFixed(1)} Mbit/s, encoded beforehand and sent in real time`;
      return describe('Press to last frame', lags, conditions);
    } finally {
      await publisher.stop();
    }
  } finally {
    await stage.close();
  }
}

/** A share that is drawn and encoded while it is recorded: its encoder and pacer count too. */
async function pressShared(context: BenchContext): Promise<Row> {
  const stage = await openWorkerStage(join(context.directory, 'press'));
  try {
    const token = await stage.livekit.token(stage.sharerId, { canPublish: true });
    const share = await startSyntheticShare({ url: stage.livekit.url, token, width: 1280, height: 720, framesPerSecond: 30 });
    try {
      const lags = await pressOften(stage, async (path, pressedMs) => pressedMs - (await readLastClock(path)));
      return describe('Press to last frame, drawn and encoded live', lags, '720p30 share drawn, encoded and paced live on the same cores');
    } finally {
      await share.stop();
    }
  } finally {
    await stage.close();
  }
}

async function pressOften(stage: WorkerStage, lagOf: (path: string, pressedMs: number) => Promise<number>): Promise<number[]> {
  stage.startWorker();
  await stage.untilRecording();
  await sleep(clipMs + 5_000);
  const lags: number[] = [];
  for (let index = 0; index < presses; index++) {
    const capture = await stage.press(clipMs);
    await capture.reached('done');
    const original = (await stage.filesOf(capture.id)).get('ORIGINAL');
    if (original !== undefined) lags.push(await lagOf(original, capture.pressedMs));
    // Not in step with frames, parts and segments.
    await sleep((index * 137) % 500);
  }
  return lags;
}

function describe(name: string, lags: number[], conditions: string): Row {
  return {
    name,
    value: quantile(lags, 0.95),
    unit: 'ms (p95)',
    target: { atMost: targetMs },
    detail: `${describeSpread(lags, 'ms')}; ${conditions}; worker, PostgreSQL and LiveKit on the same cores`,
  };
}
