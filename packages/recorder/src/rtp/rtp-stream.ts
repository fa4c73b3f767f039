import type { RecordableCodec } from './codecs.ts';
import type { CodecConfig, CodedFrame } from './depacketizer.ts';
import { createKeyframeRequester } from './keyframe-requester.ts';
import { createReceptionCounter, type ReceptionReport } from './receiver-report.ts';
import { createReorderRing, type ReorderStats } from './reorder-ring.ts';
import { createUnwrapper } from './unwrap.ts';

/** LiveKit sends keyframes of 2x2 or 8x8 pixels when a track is muted or ends; no real picture is that small. */
const BLANK_PIXELS = 16;

export interface RtpStreamOptions {
  ssrc: number;
  codec: RecordableCodec;
  keyframePeriodMs: number;
  /** A frame that can be stored: for video the first one is a keyframe and none depends on a lost one. */
  onFrame: (frame: CodedFrame, config: CodecConfig) => void;
  /** The SFU says that no picture comes for now. */
  onBlank: (arrivalMs: number) => void;
  /** Packets are lost for good; frames are left out up to the next one that can be stored. */
  onLost: () => void;
  sendNack: (ssrc: number, sequences: number[]) => void;
  sendPictureLoss: (ssrc: number) => void;
}

export interface RtpStreamStats extends ReorderStats {
  keyframes: number;
  pliSent: number;
  nackSent: number;
}

/** One received RTP stream: order, repair and frames. */
export interface RtpStream {
  readonly ssrc: number;
  readonly codec: RecordableCodec;
  /** A packet as parsed, counters not yet extended. */
  onRtp(sequence: number, timestamp: number, marker: boolean, payload: Buffer, arrivalMs: number): void;
  /** Extends a sender report's RTP timestamp like those of the frames. */
  onSenderReport(ntpTime: bigint, rtpTimestamp: number, arrivalMs: number): number;
  /** Call every 20 ms. */
  tick(nowMs: number, roundTripMs: number): void;
  report(nowMs: number): ReceptionReport | undefined;
  /** Unmuted, or another layer: ask for keyframes again. */
  onMediaChange(): void;
  readonly stats: RtpStreamStats;
}

/** Starts to receive a stream. */
export function createRtpStream(options: RtpStreamOptions): RtpStream {
  const { ssrc, codec } = options;
  const isVideo = codec.kind === 'video';
  const unwrapSequence = createUnwrapper(16);
  const unwrapTimestamp = createUnwrapper(32);
  const depacketizer = codec.createDepacketizer();
  const requester = createKeyframeRequester(options.keyframePeriodMs);
  const reception = createReceptionCounter(codec.clockRate);
  let waitsForKeyframe = codec.framesDependOnEachOther;
  let keyframes = 0;
  let nackSent = 0;

  const ring = createReorderRing({
    onPacket(packet) {
      for (const frame of depacketizer.push(packet)) onFrame(frame);
    },
    onLost() {
      depacketizer.reset();
      if (codec.framesDependOnEachOther && !waitsForKeyframe) {
        waitsForKeyframe = true;
        requester.need();
      }
      options.onLost();
    },
  });

  function onFrame(frame: CodedFrame): void {
    const { config } = depacketizer;
    if (isVideo) requester.onFrame(frame.keyframe, frame.arrivalMs);
    if (frame.keyframe && isVideo) {
      keyframes++;
      if (isBlank(config)) {
        waitsForKeyframe = true;
        options.onBlank(frame.arrivalMs);
        return;
      }
      waitsForKeyframe = false;
    }
    if (waitsForKeyframe) requester.need();
    else if (config !== undefined) options.onFrame(frame, config);
  }

  return {
    ssrc,
    codec,
    onRtp(sequence, timestamp, marker, payload, arrivalMs) {
      const extended = unwrapTimestamp(timestamp);
      reception.onPacket(arrivalMs, extended);
      ring.push({ sequence: unwrapSequence(sequence), timestamp: extended, marker, payload, arrivalMs });
    },
    onSenderReport(ntpTime, rtpTimestamp, arrivalMs) {
      reception.onSenderReport(ntpTime, arrivalMs);
      return unwrapTimestamp(rtpTimestamp);
    },
    tick(nowMs, roundTripMs) {
      const ask = ring.tick(nowMs, roundTripMs);
      if (ask.length > 0) {
        nackSent++;
        options.sendNack(ssrc, ask);
      }
      if (isVideo && requester.tick(nowMs)) options.sendPictureLoss(ssrc);
    },
    report(nowMs) {
      const range = ring.range();
      if (range === undefined) return undefined;
      const { packets, duplicates } = ring.stats;
      return reception.report(ssrc, { packets, duplicates, ...range }, nowMs);
    },
    onMediaChange() {
      requester.onMediaChange();
    },
    get stats() {
      return { ...ring.stats, keyframes, pliSent: requester.sent, nackSent };
    },
  };
}

function isBlank(config: CodecConfig | undefined): boolean {
  return config?.codec === 'h264' && config.width <= BLANK_PIXELS && config.height <= BLANK_PIXELS;
}
