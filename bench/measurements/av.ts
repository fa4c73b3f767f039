import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSyntheticShare } from '@reprise/synthetic-share';
import { measureAvOffset } from '@reprise/synthetic-share/clip-clock';
import type { Measurement } from '../measurement.ts';
import { describeSpread, quantile } from '../support/statistics.ts';
import { openWorkerStage } from '../../apps/worker/src/testing/worker-stage.ts';

const clips = 3;
const clipMs = 15_000;

/** Sound against picture of clips of a live share, whose sound and picture are made by one clock. */
export const av: Measurement = {
  name: 'av',
  title: 'Sound against picture in clips of a live share',
  async run(context) {
    const stage = await openWorkerStage(join(context.directory, 'av'));
    try {
      const token = await stage.livekit.token(stage.sharerId, { canPublish: true });
      const share = await startSyntheticShare({ url: stage.livekit.url, token, width: 1280, height: 720, framesPerSecond: 30 });
      try {
        stage.startWorker();
        await stage.untilRecording();
        const offsets: number[] = [];
        for (let index = 0; index < clips; index++) {
          await sleep(clipMs + 2_000);
          const capture = await stage.press(clipMs);
          await capture.reached('done');
          const original = (await stage.filesOf(capture.id)).get('ORIGINAL');
          if (original !== undefined) offsets.push(...(await measureAvOffset(original)).offsetsMs);
        }
        return [
          {
            name: 'A/V offset, one clock',
            value: quantile(offsets.map(Math.abs), 0.95),
            unit: 'ms (p95)',
            target: { atMost: 60 },
            detail: `${describeSpread(offsets.map(Math.abs), 'ms')} flashes with their beeps, mean ${(offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length).toFixed(0)} ms; 720p30 share drawn and encoded live on the same cores, so the publisher's own offset counts too`,
          },
        ];
      } finally {
        await share.stop();
      }
    } finally {
      await stage.close();
    }
  },
};
