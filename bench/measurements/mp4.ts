import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { waitUntil } from '@reprise/recorder/testing';
import { type BenchContext, type Measurement, type Row, usualBitrateKbps } from '../measurement.ts';
import { prepareConcat } from '../support/measure-command.ts';
import { peakMegabytes, resetPeak, residentMegabytes } from '../support/process-usage.ts';
import { recordBehindHistory } from '../support/recorded-history.ts';
import { describeSpread, formatNumber, median, quantile } from '../support/statistics.ts';
import { openWorkerStage, type WorkerStage } from '../../apps/worker/src/testing/worker-stage.ts';

const lengths = [
  { ms: 30_000, name: '30 s', presses: 8, targetMs: 300 },
  { ms: 120_000, name: '2 min', presses: 4, targetMs: 600 },
  { ms: 600_000, name: '10 min', presses: 3, targetMs: 2_500 },
];
const referenceRuns = 3;
const renditionTimeoutMs = 60_000;

/** From the press to the MP4 under its final name, written, checksummed and fsynced, beside FFmpeg's concat. */
export const mp4: Measurement = {
  name: 'mp4',
  title: 'From the press to the MP4 on disk, beside FFmpeg',
  async run(context) {
    const loop = await context.mediaLoop(usualBitrateKbps);
    const stage = await openWorkerStage(join(context.directory, 'mp4'));
    try {
      const publisher = await recordBehindHistory(stage, loop);
      try {
        const rows: Row[] = [];
        for (const length of lengths) rows.push(await measureLength(context, stage, length));
        return rows;
      } finally {
        await publisher.stop();
      }
    } finally {
      await stage.close();
    }
  },
};

async function measureLength(
  context: BenchContext,
  stage: WorkerStage,
  { ms, name, presses, targetMs }: (typeof lengths)[number],
): Promise<Row> {
  const onDisk: number[] = [];
  const peaks: number[] = [];
  const growths: number[] = [];
  let clip = '';
  for (let index = 0; index < presses; index++) {
    resetPeak(stage.workerPid());
    const restMegabytes = residentMegabytes(stage.workerPid());
    const capture = await stage.press(ms);
    onDisk.push((await capture.reached('finishing')) - capture.pressedMs);
    peaks.push(peakMegabytes(stage.workerPid()));
    growths.push(peakMegabytes(stage.workerPid()) - restMegabytes);
    await capture.reached('done');
    // The rendition that phones get is made in the background; the next press shall not compete with it.
    await waitUntil('the rendition is made', renditionTimeoutMs, async () => (await stage.filesOf(capture.id)).has('COMPATIBLE'));
    clip = (await stage.filesOf(capture.id)).get('ORIGINAL') ?? '';
  }
  const megabytes = (await stat(clip)).size / 1e6;
  const concat = await prepareConcat(clip, join(context.directory, 'segments'));
  const reference: number[] = [];
  for (let index = 0; index < referenceRuns; index++) reference.push((await concat.run()).milliseconds);
  await concat.remove();
  return {
    name: `Press to MP4 on disk, ${name}`,
    value: median(onDisk),
    unit: 'ms (p50)',
    target: { atMost: targetMs },
    reference: `${formatNumber(median(reference))} ms (FFmpeg concat of the same media, no fsync, no wait for the press)`,
    detail: `${describeSpread(onDisk, 'ms')}; ${formatNumber(megabytes)} MB, through the worker while it records; the whole worker peaks at ${formatNumber(quantile(peaks, 1))} MB, at most ${formatNumber(quantile(growths, 1))} MB more than before the press`,
  };
}
