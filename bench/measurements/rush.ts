import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openWorkerStage, type WorkerStage } from '../../apps/worker/src/testing/worker-stage.ts';
import type { PressedCapture } from '../../apps/worker/src/testing/watch-capture.ts';
import { type Measurement, type Row, usualBitrateKbps } from '../measurement.ts';
import { lagOfLoopClock } from '../support/fill-buffer.ts';
import { peakMegabytes, resetPeak } from '../support/process-usage.ts';
import { readLastClock } from '../support/read-last-clock.ts';
import { startPublisher } from '../support/start-publisher.ts';
import { describeSpread, formatNumber, median, quantile } from '../support/statistics.ts';

const presses = 50;
const withinMs = 300;
const clipSeconds = 60;
const doneTargetSeconds = 15;
const peakTargetMegabytes = 300;
const frameMs = 1000 / 30;
/** Enough to decode a clip's end: a keyframe comes every 5 s. */
const tailSeconds = 6;
const derivedTimeoutMs = 900_000;

/** Fifty people press at nearly one instant: a clip each, to their own press, while the recording goes on. */
export const rush: Measurement = {
  name: 'rush',
  title: 'Fifty presses within 300 ms on one buffer',
  async run(context) {
    const loop = await context.mediaLoop(usualBitrateKbps);
    const stage = await openWorkerStage(join(context.directory, 'rush'));
    try {
      const publisher = await startPublisher(stage.livekit, stage.sharerId, loop);
      try {
        stage.startWorker();
        await stage.untilRecording();
        await sleep((clipSeconds + 5) * 1000);
        return await pressTogether(stage, (line) => context.say(line));
      } finally {
        await publisher.stop();
      }
    } finally {
      await stage.close();
    }
  },
};

async function pressTogether(stage: WorkerStage, say: (line: string) => void): Promise<Row[]> {
  const crowd = await stage.joinCrowd(presses);
  const lostBefore = await stage.lostPackets();
  resetPeak(stage.workerPid());
  const captures = await crowd.press(clipSeconds, withinMs);
  const doneAt = await Promise.all(captures.map((capture) => capture.reached('done')));
  const first = Math.min(...captures.map(({ pressedMs }) => pressedMs));
  const playableMs = await Promise.all(captures.map(async (capture) => (await capture.reached('cutting')) - capture.pressedMs));
  const onDiskMs = await Promise.all(captures.map(async (capture) => (await capture.reached('finishing')) - capture.pressedMs));
  const peak = peakMegabytes(stage.workerPid());
  say(`  all done; ${formatNumber(peak)} MB; playable ${describeSpread(playableMs, 'ms')}; on disk ${describeSpread(onDiskMs, 'ms')}`);
  await crowd.leave();
  await stage.untilDerived(derivedTimeoutMs);
  const lost = (await stage.lostPackets()) - lostBefore;
  const peakAfter = peakMegabytes(stage.workerPid());
  const ends = await readEnds(stage, captures);
  const spread = Math.max(...captures.map(({ pressedMs }) => pressedMs)) - first;
  const conditions = `${presses} members of the call within ${spread} ms, 1-minute clips of 1080p30 H.264, each through the rules, PostgreSQL and the worker while it records`;
  return [
    {
      name: `${presses} presses within ${withinMs} ms: every clip is done`,
      value: (Math.max(...doneAt) - first) / 1000,
      unit: 's',
      target: { atMost: doneTargetSeconds },
      detail: `playable after ${describeSpread(playableMs, 'ms')}; on disk after ${describeSpread(onDiskMs, 'ms')}; ${conditions}`,
    },
    {
      name: `${presses} presses within ${withinMs} ms: peak memory of the worker`,
      value: peak,
      unit: 'MB',
      target: { atMost: peakTargetMegabytes },
      detail: `resident memory of the process that pins and cuts, until the last is done; ${formatNumber(peakAfter)} MB until all pictures and renditions are made`,
    },
    {
      name: `${presses} presses within ${withinMs} ms: packets lost meanwhile`,
      value: lost,
      unit: 'packets',
      target: { atMost: 0 },
      detail: 'of the recording that is captured, until all pictures and renditions are made',
    },
    {
      name: `${presses} presses within ${withinMs} ms: last frame against its own press`,
      value: quantile(ends.framesOff, 1),
      unit: 'frames off (max)',
      target: { atMost: 1 },
      detail: `press to the middle clip's last frame ${formatNumber(median(ends.lagsMs))} ms, ${describeSpread(ends.lagsMs, 'ms')}; 0 = the frame on the screen at the press; ${ends.complete} of ${presses} clips are complete`,
    },
    await describeBytes(stage, crowd.userIds),
  ];
}

interface Ends {
  lagsMs: number[];
  framesOff: number[];
  complete: number;
}

async function readEnds(stage: WorkerStage, captures: PressedCapture[]): Promise<Ends> {
  const lagsMs: number[] = [];
  for (const { id, pressedMs } of captures) {
    const original = (await stage.filesOf(id)).get('ORIGINAL') ?? '';
    lagsMs.push(lagOfLoopClock(pressedMs, await readLastClock(original, tailSeconds)));
  }
  const complete = await stage.database.db.replayClip.count({ where: { id: { in: captures.map(({ id }) => id) }, complete: true } });
  return { lagsMs, framesOff: lagsMs.map((lag) => Math.abs(Math.floor(lag / frameMs))), complete };
}

async function describeBytes({ database: { db } }: WorkerStage, userIds: string[]): Promise<Row> {
  const where = { userId: { in: userIds } };
  const files = await db.file.aggregate({ where: { uploadedById: { in: userIds } }, _sum: { size: true }, _count: true });
  const quotas = await db.userReplayQuota.aggregate({ where, _sum: { usedBytes: true, reservedBytes: true } });
  const stored = files._sum.size ?? 0n;
  const [used, reserved] = [quotas._sum.usedBytes ?? 0n, quotas._sum.reservedBytes ?? 0n];
  const drift = used > stored ? used - stored : stored - used;
  return {
    name: `${presses} presses within ${withinMs} ms: quota drift`,
    value: Number(drift + reserved),
    unit: 'bytes',
    target: { atMost: 0 },
    detail: `used ${used} of ${stored} stored in ${files._count} files, ${reserved} still reserved`,
  };
}
