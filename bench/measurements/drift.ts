import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { openBufferDirectory } from '@reprise/recorder/cmaf';
import { type AudioSource, makeAudioSource, makeVideoSource, type VideoSource } from '@reprise/recorder/testing';
import { unixMsToNtp } from '../../packages/recorder/src/clock/ntp.ts';
import { createPublisherClock, type PublisherClock } from '../../packages/recorder/src/clock/publisher-clock.ts';
import { createTrackClock } from '../../packages/recorder/src/clock/track-clock.ts';
import { writeClip } from '../../packages/replay/src/adapters/clip-cutter.ts';
import { pinBuffer } from '../../packages/replay/src/adapters/pin-buffer.ts';
import type { Measurement } from '../measurement.ts';
import { readAvOffsets } from '../support/clip-av-offset.ts';
import { loopMs } from '../support/encoded-media.ts';
import { openTrackWriter } from '../support/fill-buffer.ts';
import { describeSpread, quantile } from '../support/statistics.ts';

const size = { width: 320, height: 180 };
const minutes = 30;
/** A multiple of the loop, so that its clock can be told. */
const startMs = 1_790_000_000_000;
const clipMs = 20_000;
/** Where clips are taken, minutes from the start. */
const clipMinutes = [1, 10, 20, 29.5];
const minDelayMs = 12;
const delaySpreadMs = 80;

interface Item {
  atMs: number;
  keyframe: boolean;
  data: Buffer[];
  sizeBytes: number;
}

/** Sound and picture whose clocks run apart, through the recorder's clocks, its writer and the cutter, in simulated time. */
export const drift: Measurement = {
  name: 'drift',
  title: 'Sound against picture after 30 min of clocks that run apart, in simulated time',
  async run(context) {
    const directory = join(context.directory, 'drift');
    const seconds = loopMs / 1000;
    const [video, audio] = await Promise.all([
      makeVideoSource({ seconds, ...size, framesPerSecond: 15, gopSeconds: 5, bitrateKbps: 100, noise: 10 }),
      makeAudioSource({ seconds }),
    ]);
    const offsets: number[] = [];
    for (const ppm of [100, -100]) {
      await mkdir(directory);
      try {
        offsets.push(...(await measureDrift(directory, video, audio, ppm)));
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    }
    return [
      {
        name: `A/V offset, +-100 ppm for ${minutes} min (simulated time)`,
        value: quantile(offsets.map(Math.abs), 0.95),
        unit: 'ms (p95)',
        target: { atMost: 80 },
        detail: `${describeSpread(offsets.map(Math.abs), 'ms')}; beeps of clips taken at minutes ${clipMinutes.join(', ')}; picture +100 and sound -100 ppm and the other way; ${minDelayMs}-${minDelayMs + delaySpreadMs} ms of network delay`,
      },
    ];
  },
};

async function measureDrift(directory: string, video: VideoSource, audio: AudioSource, ppm: number): Promise<number[]> {
  const bufferDirectory = join(directory, 'buffer');
  const { timelineZeroMs } = await openBufferDirectory(bufferDirectory, startMs);
  const publisher = createPublisherClock();
  const packets = audio.packets.map((packet, index) => ({ atMs: index * 20, keyframe: true, data: [packet], sizeBytes: packet.length }));
  const tracks = [
    createDriftingTrack(
      { kind: 'video', items: video.frames, rate: 90_000, ppm, reportEveryMs: 1_000 },
      publisher,
      bufferDirectory,
      timelineZeroMs,
    ),
    createDriftingTrack(
      { kind: 'audio', items: packets, rate: 48_000, ppm: -ppm, reportEveryMs: 5_000 },
      publisher,
      bufferDirectory,
      timelineZeroMs,
    ),
  ];
  tracks[0]?.writer.configure(video.config, { newEpoch: true });
  tracks[1]?.writer.configure(audio.config, { newEpoch: true });
  for (let now = startMs; now < startMs + minutes * 60_000; now += 20) {
    for (const track of tracks) track.receiveUntil(now);
    if (now % 100 === 0) for (const { writer } of tracks) writer.tick(now);
    if (now % 20_000 === 0) await Promise.all(tracks.map(({ writer }) => writer.flush(now)));
    else if (now % 2_000 === 0) await setImmediate();
  }
  await Promise.all(tracks.map(({ writer }) => writer.close({ ended: true })));
  const offsets: number[] = [];
  for (const minute of clipMinutes) {
    const startAt = startMs + minute * 60_000 + 300;
    const path = join(directory, 'clip.mp4');
    const window = { startAt, endAt: startAt + clipMs };
    const source = await pinBuffer({ bufferDirectory, pinDirectory: join(directory, `pin-${minute}`), window, openSegments: [] });
    await writeClip({ source, path, temporaryPath: `${path}.tmp` });
    offsets.push(...(await readAvOffsets(path, size)));
  }
  return offsets;
}

interface DriftingSender {
  kind: 'video' | 'audio';
  items: readonly Item[];
  rate: 90_000 | 48_000;
  /** How much faster its media clock runs than the publisher's wall clock, millionths. */
  ppm: number;
  reportEveryMs: number;
}

/** Receives a track as the recorder does: each frame placed by its RTP time and the sender reports. */
function createDriftingTrack(sender: DriftingSender, publisher: PublisherClock, bufferDirectory: string, timelineZeroMs: number) {
  const { items, rate, ppm, reportEveryMs } = sender;
  const writer = openTrackWriter(bufferDirectory, sender.kind, timelineZeroMs);
  const clock = createTrackClock(rate, publisher);
  const random = createRandom(sender.kind === 'video' ? 1 : 2);
  const rtpTimeAt = (wallMs: number): number => Math.round(((wallMs - startMs) * (1 + ppm / 1e6) * rate) / 1000) + 500_000;
  let [loopStartMs, index, arrivedMs] = [startMs, 0, 0];
  let nextReportMs = startMs + 700;
  let arrival = Number.NEGATIVE_INFINITY;

  return {
    writer,
    receiveUntil(nowMs: number): void {
      for (;;) {
        const item = items[index];
        if (item === undefined) return;
        const sentMs = loopStartMs + item.atMs;
        if (arrival <= arrivedMs) arrival = Math.max(arrivedMs + 0.01, sentMs + minDelayMs + random() ** 4 * delaySpreadMs);
        if (nextReportMs < Math.min(arrival, nowMs)) {
          clock.onSenderReport(unixMsToNtp(nextReportMs - minDelayMs), rtpTimeAt(nextReportMs - minDelayMs), nextReportMs);
          nextReportMs += reportEveryMs;
          continue;
        }
        if (arrival > nowMs) return;
        const { keyframe, data, sizeBytes } = item;
        const rtpTime = rtpTimeAt(sentMs);
        writer.write({ wallMs: clock.toWallMs(rtpTime, arrival), rtpTime, keyframe, data, sizeBytes });
        arrivedMs = arrival;
        index += 1;
        if (index < items.length) continue;
        index = 0;
        loopStartMs += loopMs;
      }
    },
  };
}

/** A repeatable random number in 0..1. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
}
