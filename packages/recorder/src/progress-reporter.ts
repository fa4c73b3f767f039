import { codecString } from './cmaf/codec-string.ts';
import type { TrackConfig } from './cmaf/track-config.ts';
import { createReceiveCounters, describeCounters } from './receive-counters.ts';
import type { RecordingEvent } from './recording.ts';
import type { RtpStreamStats } from './rtp/rtp-stream.ts';
import type { TrackRecording } from './track-recording.ts';
import type { TransportStats } from './transport/media-transport.ts';

/** A frame rate that changed by less than this share is the same one. */
const FRAME_RATE_TOLERANCE = 0.2;
/** Seconds over which the frame rate is measured. */
const FRAME_RATE_SECONDS = 5;

/** The tracks of a share. */
interface ShareTracks {
  video: TrackRecording;
  audio: TrackRecording;
}

export interface ProgressReporter {
  retire(stats: RtpStreamStats): void;
  /** A track's format is known or changed. */
  setConfig(config: TrackConfig): void;
  /** Call once a second: says what arrives and what is buffered. */
  report(nowMs: number, roundTripMs: number, transport: TransportStats): void;
  readonly configs: Readonly<{ video?: TrackConfig & { kind: 'video' }; audio?: TrackConfig & { kind: 'audio' } }>;
  /** Highest bit rate of a second so far. */
  readonly peakBps: number;
}

/** Turns the counters of a recording into `media` and `progress` events. */
export function createProgressReporter(
  { video: picture, audio: sound }: ShareTracks,
  emit: (event: RecordingEvent) => void,
): ProgressReporter {
  const counters = createReceiveCounters();
  let configs: ProgressReporter['configs'] = {};
  let last: { bytes: number; atMs: number } | undefined;
  let rate: { frames: number; atMs: number } | undefined;
  let framesPerSecond: number | undefined;
  let peakBps = 0;

  function emitMedia(): void {
    const { video, audio } = configs;
    emit({
      type: 'media',
      ...(video && {
        video: {
          codec: codecString(video),
          width: video.width,
          height: video.height,
          ...(framesPerSecond === undefined ? {} : { framesPerSecond }),
        },
      }),
      ...(audio && { audio: { codec: codecString(audio) } }),
    });
  }

  function measureFrameRate(nowMs: number): void {
    const { frames } = picture;
    if (rate === undefined) rate = { frames, atMs: nowMs };
    const seconds = (nowMs - rate.atMs) / 1000;
    if (seconds < FRAME_RATE_SECONDS) return;
    const measured = Math.round((frames - rate.frames) / seconds);
    rate = { frames, atMs: nowMs };
    const changed = Math.abs(measured - (framesPerSecond ?? 0)) > (framesPerSecond ?? 0) * FRAME_RATE_TOLERANCE;
    if (measured === 0 || !changed || configs.video === undefined) return;
    framesPerSecond = measured;
    emitMedia();
  }

  return {
    get configs() {
      return configs;
    },
    get peakBps() {
      return peakBps;
    },
    retire: (stats) => counters.retire(stats),
    setConfig(config) {
      configs = config.kind === 'video' ? { ...configs, video: config } : { ...configs, audio: config };
      emitMedia();
    },
    report(nowMs, roundTripMs, transport) {
      measureFrameRate(nowMs);
      const total = counters.total([picture, sound].flatMap(({ stream }) => (stream === undefined ? [] : [stream.stats])));
      const seconds = last === undefined ? 1 : (nowMs - last.atMs) / 1000;
      const bitrateBps = Math.max(0, Math.round(((total.bytes - (last?.bytes ?? 0)) * 8) / Math.max(0.1, seconds)));
      last = { bytes: total.bytes, atMs: nowMs };
      peakBps = Math.max(peakBps, bitrateBps);
      const buffered = picture.stats();
      // Sound alone is nothing to capture: it may begin earlier and go on while the picture is paused.
      if (buffered === undefined) return;
      const { lastKeyframeMs: keyframeMs } = picture;
      emit({
        type: 'progress',
        bufferedFromMs: buffered.bufferedFromMs,
        bufferedToMs: buffered.bufferedToMs,
        bufferBytes: buffered.bytes + (sound.stats()?.bytes ?? 0),
        bitrateBps,
        stats: describeCounters(total, {
          keyframeAgeMs: keyframeMs === undefined ? 0 : Math.max(0, Math.round(nowMs - keyframeMs)),
          roundTripMs,
          ...transport,
        }),
      });
    },
  };
}
