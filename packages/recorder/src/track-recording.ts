import type { PublisherClock } from './clock/publisher-clock.ts';
import { createTrackClock, type TrackClock } from './clock/track-clock.ts';
import { createTrackWriter } from './cmaf/create-track-writer.ts';
import type { TrackConfig } from './cmaf/track-config.ts';
import type { OpenTrackSegment, TrackWriter, TrackWriterOptions } from './cmaf/track-writer.ts';
import type { RecordingEvent } from './recording.ts';
import type { RecordableCodec } from './rtp/codecs.ts';
import type { CodecConfig, CodedFrame } from './rtp/depacketizer.ts';
import { createRtpStream, type RtpStream } from './rtp/rtp-stream.ts';
import { describeConfig } from './describe-config.ts';

export type GapReason = Extract<RecordingEvent, { type: 'gap' }>['reason'];

/** Frames in display order never go back in RTP time; a sender with B-frames does it several times a second. */
const MAX_BACKWARD_FRAMES = 5;

export interface TrackRecordingOptions {
  kind: 'video' | 'audio';
  writer: Omit<TrackWriterOptions, 'kind'>;
  keyframePeriodMs: number;
  sendNack: (ssrc: number, sequences: number[]) => void;
  sendPictureLoss: (ssrc: number) => void;
  /** The first frame after a pause of any kind is stored. */
  onResumed: (wallMs: number) => void;
  onConfig: (config: TrackConfig) => void;
  onGap: (fromMs: number, toMs: number, reason: GapReason) => void;
  onUnsupported: (message: string) => void;
}

/** One track of a share on its way to disk, through any number of streams. */
export interface TrackRecording {
  readonly kind: 'video' | 'audio';
  /** A new stream begins: another SSRC, codec or generation, thus a new epoch. */
  attach(ssrc: number, codec: RecordableCodec, publisher: PublisherClock): void;
  /** The stream is over; why, if a frame ever comes again. */
  detach(reason: GapReason): void;
  /** Muted or blank: the same stream goes on later. */
  pause(): void;
  unpause(): void;
  readonly stream: RtpStream | undefined;
  onSenderReport(ntpTime: bigint, rtpTimestamp: number, arrivalMs: number): void;
  /** Wall time of the newest stored frame and when it arrived. */
  readonly newest: { wallMs: number; arrivalMs: number } | undefined;
  readonly lastKeyframeMs: number | undefined;
  readonly frames: number;
  writerTick(nowMs: number): void;
  expire(beforeMs: number): void;
  stats(): ReturnType<TrackWriter['stats']>;
  flush(untilMs: number): Promise<OpenTrackSegment | undefined>;
  close(ended: boolean): Promise<void>;
}

/** Prepares a track; its directory is made with the first frame. */
export function createTrackRecording(options: TrackRecordingOptions): TrackRecording {
  const { kind } = options;
  let writer: TrackWriter | undefined;
  let stream: RtpStream | undefined;
  let clock: TrackClock | undefined;
  let stored: CodecConfig | undefined;
  let newEpoch = true;
  let pendingGap: GapReason | undefined;
  let paused = true;
  let newest: { wallMs: number; arrivalMs: number } | undefined;
  let lastRtpTime = Number.NEGATIVE_INFINITY;
  let backwardFrames = 0;
  let lastKeyframeMs: number | undefined;
  let frames = 0;

  function onFrame(frame: CodedFrame, config: CodecConfig): void {
    if (clock === undefined) return;
    if (frame.rtpTime < lastRtpTime && ++backwardFrames >= MAX_BACKWARD_FRAMES) {
      options.onUnsupported('The share is sent with B-frames, which cannot be recorded');
      return;
    }
    lastRtpTime = frame.rtpTime;
    const wallMs = clock.toWallMs(frame.rtpTime, frame.arrivalMs);
    writer ??= createTrackWriter({ ...options.writer, kind });
    if (newEpoch || config !== stored) configure(writer, config);
    if (pendingGap !== undefined && newest !== undefined) options.onGap(newest.wallMs, wallMs, pendingGap);
    pendingGap = undefined;
    newest = { wallMs, arrivalMs: frame.arrivalMs };
    if (frame.keyframe) lastKeyframeMs = frame.arrivalMs;
    frames++;
    const { rtpTime, keyframe, data, sizeBytes } = frame;
    writer.write({ wallMs, rtpTime, keyframe, data, sizeBytes });
    if (paused) {
      paused = false;
      options.onResumed(wallMs);
    }
  }

  function configure(to: TrackWriter, config: CodecConfig): void {
    const described = describeConfig(config);
    to.configure(described, { newEpoch });
    newEpoch = false;
    stored = config;
    options.onConfig(described);
  }

  function interrupt(reason: GapReason): void {
    pendingGap ??= reason;
    // Sound that is lost or muted for a while is silence, which its writer makes.
    if (kind === 'video') writer?.interrupt();
  }

  function pause(): void {
    paused = true;
    interrupt('muted');
    clock?.onPause();
  }

  return {
    kind,
    get stream() {
      return stream;
    },
    get newest() {
      return newest;
    },
    get lastKeyframeMs() {
      return lastKeyframeMs;
    },
    get frames() {
      return frames;
    },
    attach(ssrc, codec, publisher) {
      clock = createTrackClock(codec.clockRate, publisher);
      newEpoch = true;
      lastRtpTime = Number.NEGATIVE_INFINITY;
      stream = createRtpStream({
        ssrc,
        codec,
        keyframePeriodMs: options.keyframePeriodMs,
        onFrame,
        onBlank: pause,
        onLost: () => interrupt('network'),
        sendNack: options.sendNack,
        sendPictureLoss: options.sendPictureLoss,
      });
    },
    detach(reason) {
      if (stream === undefined) return;
      stream = undefined;
      clock = undefined;
      paused = true;
      writer?.interrupt();
      // LiveKit's blank frames come first when a track ends: the end is the cause, not they. Of two ends the first one is.
      if (pendingGap === undefined || pendingGap === 'muted' || pendingGap === 'network') pendingGap = reason;
    },
    pause,
    unpause() {
      stream?.onMediaChange();
      clock?.onPause();
    },
    onSenderReport(ntpTime, rtpTimestamp, arrivalMs) {
      if (stream === undefined || clock === undefined) return;
      clock.onSenderReport(ntpTime, stream.onSenderReport(ntpTime, rtpTimestamp, arrivalMs), arrivalMs);
    },
    writerTick: (nowMs) => writer?.tick(nowMs),
    expire: (beforeMs) => writer?.expire(beforeMs),
    stats: () => writer?.stats(),
    flush: async (untilMs) => await writer?.flush(untilMs),
    close: async (ended) => await writer?.close({ ended }),
  };
}
