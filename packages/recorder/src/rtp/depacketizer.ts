import type { RtpPacket } from './rtp-packet.ts';

/** One coded frame taken out of RTP. */
export interface CodedFrame {
  /** Extended RTP timestamp. */
  rtpTime: number;
  keyframe: boolean;
  /** The bytes as they go into the file. */
  data: Buffer[];
  sizeBytes: number;
  /** Server wall clock of the frame's first packet, ms. */
  arrivalMs: number;
}

/** What a keyframe says about the stream; the same object as long as nothing changed. */
export type CodecConfig = { codec: 'h264'; width: number; height: number; sps: Buffer; pps: Buffer } | { codec: 'opus'; channels: 1 | 2 };

/** Takes whole frames out of one stream's packets, which come in order. */
export interface Depacketizer {
  /** Frames that this packet completed (at most two: a frame whose marker never came, and its own). */
  push(packet: RtpPacket): CodedFrame[];
  /** Packets were lost before the next push: what is half built is dropped. */
  reset(): void;
  /** Undefined until the stream said what it is. */
  readonly config: CodecConfig | undefined;
}
