import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRecording, type ReceiveStats, type Recording } from '@reprise/recorder';
import { waitUntil } from '@reprise/recorder/testing';
import { createWeriftTransport } from '../../packages/recorder/src/transport/werift-transport.ts';
import { writeClip } from '../../packages/replay/src/adapters/clip-cutter.ts';
import { pinBuffer } from '../../packages/replay/src/adapters/pin-buffer.ts';
import { type Measurement, usualBitrateKbps } from '../measurement.ts';
import { lagOfLoopClock } from '../support/fill-buffer.ts';
import { type LossyRelay, startLossyRelay } from '../support/lossy-relay.ts';
import { readLastClock } from '../support/read-last-clock.ts';
import { openStage } from '../support/stage.ts';
import { describeSpread, quantile } from '../support/statistics.ts';

const presses = 40;
const clipMs = 3_000;
/** As the product waits for media that is in flight. */
const inFlightMs = 400;
const line = { delayMs: 50, loss: 0.02 };

/** The press over a line of 100 ms and 2 % loss between the SFU and the recorder. */
export const lossy: Measurement = {
  name: 'lossy',
  title: 'From the press to the last frame in the clip with 100 ms RTT and 2 % loss',
  async run(context) {
    const loop = await context.mediaLoop(usualBitrateKbps);
    const directory = join(context.directory, 'lossy');
    await mkdir(directory);
    const stage = await openStage(loop);
    const relays: LossyRelay[] = [];
    /** The way to each of the SFU's UDP ports leads through a relay; its TCP port is not offered. */
    async function reroute(text: string): Promise<string> {
      let result = text;
      for (const [whole, before = '', port = ''] of text.matchAll(/(candidate:\S+ \d udp \d+ \S+ )(\d+)/gi)) {
        const relay = await startLossyRelay({ targetPort: Number(port), ...line });
        relays.push(relay);
        result = result.replace(whole, `${before}${relay.port}`);
      }
      return result;
    }
    let stats: ReceiveStats | undefined;
    let gaps = 0;
    const bufferDirectory = join(directory, 'buffer');
    const recording = createRecording(
      {
        ...stage.recordingOptions('lossy', bufferDirectory),
        onEvent(event) {
          if (event.type === 'progress') ({ stats } = event);
          else if (event.type === 'gap') gaps += 1;
        },
      },
      {
        createTransport(options) {
          const transport = createWeriftTransport(options);
          return {
            ...transport,
            acceptOffer: async (sdp) => transport.acceptOffer(await reroute(sdp)),
            addRemoteCandidate: async (json) => {
              if (!/ tcp /i.test(json)) await transport.addRemoteCandidate(await reroute(json));
            },
          };
        },
      },
    );
    try {
      await recording.start();
      await waitUntil('media arrives', 30_000, () => (stats?.keyframes ?? 0) > 1);
      await sleep(clipMs);
      const lags: number[] = [];
      for (let index = 0; index < presses; index++) lags.push(await pressOnce(recording, bufferDirectory, directory, index));
      const { lost = 0, recovered = 0, packets = 0, roundTripMs = 0 } = stats ?? {};
      return [
        {
          name: 'Press to last frame, 100 ms RTT and 2 % loss',
          value: quantile(lags, 0.95),
          unit: 'ms (p95)',
          target: { atMost: 1_000 },
          detail: `${describeSpread(lags, 'ms')}; 1080p30 ${(loop.bitrateKbps / 1000).toFixed(1)} Mbit/s; ${line.delayMs} ms and ${line.loss * 100} % loss each way between SFU and recorder (measured RTT ${roundTripMs.toFixed(0)} ms); of ${packets} packets ${recovered} were recovered, ${lost} lost for good, ${gaps} gaps; flush, pin and cut in this process`,
        },
      ];
    } finally {
      await recording.stop();
      await stage.close();
      for (const relay of relays) relay.close();
      await rm(directory, { recursive: true, force: true });
    }
  },
};

async function pressOnce(recording: Recording, bufferDirectory: string, directory: string, index: number): Promise<number> {
  await sleep((index * 137) % 500);
  const pressedMs = Date.now();
  const open = await recording.flush(pressedMs, inFlightMs);
  const openSegments = open.map(({ file, initFile, ...segment }) => ({
    ...segment,
    path: join(bufferDirectory, segment.track, file),
    initPath: join(bufferDirectory, segment.track, initFile),
  }));
  const [pinDirectory, path] = [join(directory, `pin-${index}`), join(directory, 'clip.mp4')];
  const window = { startAt: pressedMs - clipMs, endAt: pressedMs };
  const source = await pinBuffer({ bufferDirectory, pinDirectory, window, openSegments });
  await writeClip({ source, path, temporaryPath: `${path}.tmp` });
  return lagOfLoopClock(pressedMs, await readLastClock(path));
}
