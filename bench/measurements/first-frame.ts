import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeAudioSource, makeVideoSource, readShownClocks } from '@reprise/recorder/testing';
import { writeClip } from '../../packages/replay/src/adapters/clip-cutter.ts';
import { pinBuffer } from '../../packages/replay/src/adapters/pin-buffer.ts';
import type { Measurement } from '../measurement.ts';
import { fillBuffer, lagOfLoopClock } from '../support/fill-buffer.ts';
import { loopMs } from '../support/encoded-media.ts';
import { describeSpread } from '../support/statistics.ts';

const cuts = 30;
const clipMs = 2_000;
const bufferMs = 120_000;
const bufferEndMs = 1_790_000_000_000;
const frameMs = 1000 / 30;
/** The pictures' times jitter by up to this, as a browser's do. */
const jitterMs = 10;

/** Which frame a clip shows first, against the instant that was asked for; read by FFmpeg, which obeys edit lists. */
export const firstFrame: Measurement = {
  name: 'first-frame',
  title: 'First shown frame against the asked start',
  async run(context) {
    const directory = join(context.directory, 'first-frame');
    await mkdir(directory);
    try {
      const size = { width: 480, height: 272 };
      const seconds = loopMs / 1000;
      const [video, audio] = await Promise.all([makeVideoSource({ seconds, ...size, gopSeconds: 5 }), makeAudioSource({ seconds })]);
      const bufferDirectory = join(directory, 'buffer');
      await fillBuffer(bufferDirectory, { video, audio }, bufferMs, bufferEndMs);
      const offsets: number[] = [];
      for (let index = 0; index < cuts; index++) {
        const startAt = bufferEndMs - 100_000 + index * 2_917;
        const [pinDirectory, path] = [join(directory, `pin-${index}`), join(directory, 'clip.mp4')];
        const source = await pinBuffer({ bufferDirectory, pinDirectory, window: { startAt, endAt: startAt + clipMs }, openSegments: [] });
        await writeClip({ source, path, temporaryPath: `${path}.tmp` });
        const { frames } = await readShownClocks(path, size.width, size.height);
        // Right is the frame that is on the screen at the instant: between 0 and one frame old.
        const ageMs = lagOfLoopClock(startAt, frames[0]?.clockMs ?? Number.NaN);
        offsets.push(Math.max(0, -ageMs, ageMs - frameMs - jitterMs) / frameMs);
      }
      return [
        {
          name: 'First shown frame against the asked start',
          value: Math.max(...offsets),
          unit: 'frames off (max)',
          target: { atMost: 1 },
          reference: 'up to a segment of 5 s (stream copy of whole segments)',
          detail: `${describeSpread(offsets, 'frames')}; 30 fps with ${jitterMs / 2} ms of jitter, GOP 5 s; 0 = the frame on the screen at that instant`,
        },
      ];
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  },
};
