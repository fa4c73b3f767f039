import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRecording, type ReceiveStats, type Recording } from '@reprise/recorder';
import { startTestLivekit, type TestLivekit, waitUntil } from '@reprise/recorder/testing';
import { startSyntheticShare } from '@reprise/synthetic-share';
import { writeClip } from '../../packages/replay/src/adapters/clip-cutter.ts';
import { pinBuffer } from '../../packages/replay/src/adapters/pin-buffer.ts';
import { type Measurement, type Row, usualBitrateKbps } from '../measurement.ts';
import { lagOfLoopClock } from '../support/fill-buffer.ts';
import { createLossyTransport } from '../support/lossy-transport.ts';
import { readLastClock } from '../support/read-last-clock.ts';
import { recordingOptions, sharerIdentity } from '../support/stage.ts';
import { startPublisher } from '../support/start-publisher.ts';
import { describeSpread, median, quantile } from '../support/statistics.ts';

const presses = 30;
const clipMs = 3_000;
/** As the product waits for media that is in flight. */
const inFlightMs = 400;
const line = { delayMs: 50, loss: 0.02 };

/** The press over a line of 100 ms and 2 % loss between the SFU and the recorder. */
export const lossy: Measurement = {
  name: 'lossy',
  title: 'From the press to the last frame in the clip with 100 ms RTT and 2 % loss',
  async run(context) {
    const directory = join(context.directory, 'lossy');
    // Keyframes every second: the SFU repairs nothing between a request for a keyframe and the keyframe, and this
    // publisher cannot make one when it is asked to.
    const loop = await context.mediaLoop(usualBitrateKbps, 1);
    return [
      await measure(directory, {
        name: 'Press to last frame, 100 ms RTT and 2 % loss',
        sent: '1080p30, encoded beforehand with a keyframe every second',
        publish: (livekit) => startPublisher(livekit, sharerIdentity, loop),
        lagOf: lagOfLoopClock,
      }),
      await measure(directory, {
        name: 'Press to last frame, 100 ms RTT and 2 % loss, drawn and encoded live',
        sent: '720p30, drawn and encoded live',
        publish: async (livekit) => {
          const token = await livekit.token(sharerIdentity, { canPublish: true });
          return await startSyntheticShare({ url: livekit.url, token, width: 1280, height: 720, framesPerSecond: 30 });
        },
        lagOf: (pressedMs, clockMs) => pressedMs - clockMs,
      }),
    ];
  },
};

interface LossyShare {
  name: string;
  /** What is sent, for people. */
  sent: string;
  publish(livekit: TestLivekit): Promise<{ stop(): Promise<void> }>;
  lagOf(pressedMs: number, clockMs: number): number;
}

async function measure(directory: string, share: LossyShare): Promise<Row> {
  await mkdir(directory);
  const livekit = await startTestLivekit('stage');
  const transport = createLossyTransport(line);
  const bufferDirectory = join(directory, 'buffer');
  const bitrates: number[] = [];
  let stats: ReceiveStats | undefined;
  let gaps = 0;
  const recording = createRecording(
    {
      ...recordingOptions(livekit, 'lossy', bufferDirectory),
      onEvent(event) {
        if (event.type === 'gap') gaps += 1;
        else if (event.type === 'progress') {
          ({ stats } = event);
          bitrates.push(event.bitrateBps / 1e6);
        }
      },
    },
    { createTransport: (options) => transport.create(options) },
  );
  const publisher = await share.publish(livekit);
  try {
    await recording.start();
    await waitUntil('media arrives', 30_000, () => (stats?.keyframes ?? 0) > 1);
    await sleep(clipMs);
    const lags: number[] = [];
    for (let index = 0; index < presses; index++) {
      await sleep((index * 137) % 500);
      const { path, pressedMs } = await pressOnce(recording, bufferDirectory, join(directory, `pin-${index}`));
      lags.push(share.lagOf(pressedMs, await readLastClock(path)));
    }
    const { lost = 0, recovered = 0, packets = 0, roundTripMs = 0 } = stats ?? {};
    return {
      name: share.name,
      value: quantile(lags, 0.95),
      unit: 'ms (p95)',
      target: { atMost: 1_000 },
      detail: [
        describeSpread(lags, 'ms'),
        `${share.sent}, ${median(bitrates).toFixed(1)} Mbit/s`,
        `${line.delayMs} ms and ${line.loss * 100} % loss each way between SFU and recorder (measured RTT ${roundTripMs.toFixed(0)} ms)`,
        `of ${packets} packets ${recovered} were recovered, ${lost} lost for good, ${gaps} gaps`,
        'flush, pin and cut in this process',
      ].join('; '),
    };
  } finally {
    await recording.stop();
    await publisher.stop();
    await livekit.close();
    transport.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function pressOnce(
  recording: Recording,
  bufferDirectory: string,
  pinDirectory: string,
): Promise<{ path: string; pressedMs: number }> {
  const pressedMs = Date.now();
  const open = await recording.flush(pressedMs, inFlightMs);
  const openSegments = open.map(({ file, initFile, ...segment }) => ({
    ...segment,
    path: join(bufferDirectory, segment.track, file),
    initPath: join(bufferDirectory, segment.track, initFile),
  }));
  const path = `${pinDirectory}.mp4`;
  const window = { startAt: pressedMs - clipMs, endAt: pressedMs };
  const source = await pinBuffer({ bufferDirectory, pinDirectory, window, openSegments });
  await writeClip({ source, path, temporaryPath: `${path}.tmp` });
  return { path, pressedMs };
}
