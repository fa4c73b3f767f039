import { setTimeout as sleep } from 'node:timers/promises';
import type { MediaLoop } from './encoded-media.ts';
import { fillBuffer } from './fill-buffer.ts';
import { type Publisher, startPublisher } from './start-publisher.ts';
import type { WorkerStage } from '../../apps/worker/src/testing/worker-stage.ts';

/** Of the media that is there when the worker begins, ms: enough for the longest clip. */
const historyMs = 600_000;
/** Live media before the first press. */
const settleMs = 8_000;

/**
 * A worker that records a publisher into a buffer with ten minutes in it: the minutes are written at once, as an earlier
 * recording would have left them, and the worker goes on behind them after a hole of some seconds.
 */
export async function recordBehindHistory(stage: WorkerStage, loop: MediaLoop): Promise<Publisher> {
  await fillBuffer(stage.sessionDirectory, loop, historyMs, Date.now());
  const publisher = await startPublisher(stage.livekit, stage.sharerId, loop);
  stage.startWorker();
  await stage.untilRecording();
  await sleep(settleMs);
  return publisher;
}
