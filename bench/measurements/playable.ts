import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Measurement, type Row, usualBitrateKbps } from '../measurement.ts';
import { openClipPlayer } from '../support/clip-player.ts';
import { recordBehindHistory } from '../support/recorded-history.ts';
import { describeSpread, quantile } from '../support/statistics.ts';
import { openWorkerStage } from '../../apps/worker/src/testing/worker-stage.ts';

const presses = 12;
const lengths = [
  { ms: 30_000, name: '30 s' },
  { ms: 600_000, name: '10 min' },
];
const restMs = 700;

/** From the press until a clip plays, before its MP4 exists. */
export const playable: Measurement = {
  name: 'playable',
  title: 'From the press to a clip that plays: on the server, and its first frame in Chromium',
  async run(context) {
    const loop = await context.mediaLoop(usualBitrateKbps);
    const stage = await openWorkerStage(join(context.directory, 'playable'));
    const player = await openClipPlayer();
    const rows: Row[] = [];
    try {
      const publisher = await recordBehindHistory(stage, loop);
      try {
        for (const { ms, name } of lengths) {
          const onServer: number[] = [];
          const shown: number[] = [];
          for (let index = 0; index < presses; index++) {
            const capture = await stage.press(ms);
            onServer.push((await capture.reached('cutting')) - capture.pressedMs);
            shown.push((await player.showFirstFrame(stage.pinDirectory(capture.id))) - capture.pressedMs);
            // Its MP4 is another measurement.
            await stage.cancel(capture.id);
            await sleep(restMs + index * 31);
          }
          const detail = `${(loop.bitrateKbps / 1000).toFixed(1)} Mbit/s, through PostgreSQL and the worker while it records`;
          rows.push(
            {
              name: `Press to playable on the server, ${name}`,
              value: quantile(onServer, 0.95),
              unit: 'ms (p95)',
              target: { atMost: 150 },
              detail: `${describeSpread(onServer, 'ms')}; ${detail}`,
            },
            {
              name: `Press to first frame in Chromium, ${name}`,
              value: quantile(shown, 0.95),
              unit: 'ms (p95)',
              target: { atMost: 700 },
              detail: `${describeSpread(shown, 'ms')}; ${detail}; hls.js in an open page of its own on the same cores, without the web app's live events`,
            },
          );
        }
      } finally {
        await publisher.stop();
      }
    } finally {
      await player.close();
      await stage.close();
    }
    return rows;
  },
};
