import type { Depacketizer } from './depacketizer.ts';

/** Opus out of RTP (RFC 7587 section 4.2): one packet is one frame, and every frame can start a segment. */
export function createOpusDepacketizer(): Depacketizer {
  return {
    // A stereo decoder plays mono packets too (RFC 6716 section 2.1.2), and packets may switch at any time.
    config: { codec: 'opus', channels: 2 },
    reset() {},
    push({ payload, timestamp, arrivalMs }) {
      if (payload.length === 0) return [];
      return [{ rtpTime: timestamp, keyframe: true, data: [payload], sizeBytes: payload.length, arrivalMs }];
    },
  };
}
