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
export async function feedFixture({ video, audio, startMs, endMs, isLost, rtpOffset = 0 }: Feed): Promise<void> {
  for (let now = startMs; now < endMs; now += 100) {
    const until = Math.min(now + 100, endMs);
    if (video) {
      for (const { wallMs, item } of inLoop(video.source.frames, (frame) => frame.atMs, video.source.lengthMs, now, until)) {
        if (isLost?.('video', wallMs)) continue;
        const { keyframe, data, sizeBytes } = item;
        video.writer.write({ wallMs, rtpTime: Math.round(wallMs * 90) + rtpOffset, keyframe, data, sizeBytes });
      }
      video.writer.tick(until);
    }
    if (audio) {
      const packets = audio.source.packets.map((data, index) => ({ data, atMs: index * 20 }));
      for (const { wallMs, item } of inLoop(packets, (packet) => packet.atMs, audio.source.lengthMs, now, until)) {
        if (isLost?.('audio', wallMs)) continue;
        audio.writer.write({
          wallMs,
          rtpTime: Math.round(wallMs * 48) + rtpOffset,
          keyframe: true,
          data: [item.data],
          sizeBytes: item.data.length,
        });
      }
      audio.writer.tick(until);
    }
    // Real recordings give the disk its turn; without it all parts would queue in memory.
    if ((now - startMs) % 2000 === 0) await setImmediate();
  }
}

function* inLoop<T>(items: T[], atMs: (item: T) => number, lengthMs: number, fromMs: number, toMs: number) {
  for (let loop = Math.floor(fromMs / lengthMs); loop * lengthMs < toMs; loop++) {
    for (const item of items) {
      const wallMs = loop * lengthMs + atMs(item);
      if (wallMs >= fromMs && wallMs < toMs) yield { wallMs, item };
    }
  }
}
