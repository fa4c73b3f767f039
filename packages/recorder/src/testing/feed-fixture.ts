import { setImmediate } from 'node:timers/promises';
import type { TrackWriter } from '../cmaf/track-writer.ts';
import type { AudioSource, VideoSource } from './media-sources.ts';

/** What to feed and when. Wall clocks in ms since the Unix epoch. */
export interface Feed {
  video?: { writer: TrackWriter; source: VideoSource };
  audio?: { writer: TrackWriter; source: AudioSource };
  startMs: number;
  endMs: number;
  /** Frames for which this is true never arrive. */
  isLost?: (kind: 'video' | 'audio', wallMs: number) => boolean;
  /** Added to every RTP time: another publisher, another offset. */
  rtpOffset?: number;
}

/**
 * Feeds looping sources to track writers on a simulated clock, ticking every 100 ms. A frame's wall clock modulo the
 * source's length is what its picture shows, so that content tells time. Configure the writers before.
 */
export async function feedFixture(feed: Feed): Promise<void> {
  const { video, audio, startMs, endMs } = feed;
  const feeders = [
    ...(video ? [createFeeder('video', video.writer, video.source.frames, video.source.lengthMs, feed)] : []),
    ...(audio ? [createFeeder('audio', audio.writer, packetsOf(audio.source), audio.source.lengthMs, feed)] : []),
  ];
  for (let now = startMs; now < endMs; now += 100) {
    const until = Math.min(now + 100, endMs);
    for (const feeder of feeders) feeder.feedUntil(until);
    // Real recordings give the disk its turn; without it all parts would queue in memory.
    if ((now - startMs) % 20_000 === 19_900) await Promise.all([video?.writer.flush(until), audio?.writer.flush(until)]);
    else if ((now - startMs) % 2000 === 0) await setImmediate();
  }
}

interface Item {
  atMs: number;
  keyframe: boolean;
  data: Buffer[];
  sizeBytes: number;
}

const packetsOf = (source: AudioSource): Item[] =>
  source.packets.map((packet, index) => ({ atMs: index * 20, keyframe: true, data: [packet], sizeBytes: packet.length }));

function createFeeder(kind: 'video' | 'audio', writer: TrackWriter, items: readonly Item[], lengthMs: number, feed: Feed) {
  const { startMs, isLost, rtpOffset = 0 } = feed;
  const ticksPerMs = kind === 'video' ? 90 : 48;
  let loopMs = Math.floor(startMs / lengthMs) * lengthMs;
  let index = 0;
  return {
    feedUntil(untilMs: number): void {
      for (;;) {
        const item = items[index];
        if (!item || loopMs + item.atMs >= untilMs) break;
        const wallMs = loopMs + item.atMs;
        index++;
        if (index === items.length) {
          index = 0;
          loopMs += lengthMs;
        }
        if (wallMs < startMs || isLost?.(kind, wallMs)) continue;
        const { keyframe, data, sizeBytes } = item;
        writer.write({ wallMs, rtpTime: Math.round(wallMs * ticksPerMs) + rtpOffset, keyframe, data, sizeBytes });
      }
      writer.tick(untilMs);
    },
  };
}
