import { closeSync, openSync, statSync } from 'node:fs';
import type { MediaFrame } from './media-frame.ts';
import { type PartTable, readParts } from './read-parts.ts';
import type { AudioTrackConfig, VideoTrackConfig } from './track-config.ts';

/** Frames for tests of writing: their payload is their number. */
export const testVideoConfig: VideoTrackConfig = {
  kind: 'video',
  codec: 'h264',
  timescale: 90_000,
  width: 640,
  height: 360,
  sps: Buffer.from('6742c01fda014016e9b808080a0000030002', 'hex'),
  pps: Buffer.from('68ce3c80', 'hex'),
};

export const testAudioConfig: AudioTrackConfig = { kind: 'audio', codec: 'opus', timescale: 48_000, channels: 2 };

export function videoFrame(wallMs: number, keyframe: boolean, sizeBytes = 100): MediaFrame {
  return { wallMs, rtpTime: Math.round(wallMs * 90), keyframe, data: [Buffer.alloc(sizeBytes, wallMs % 251)], sizeBytes };
}

export function audioFrame(wallMs: number): MediaFrame {
  return { wallMs, rtpTime: Math.round(wallMs * 48), keyframe: true, data: [Buffer.from([0xfc, 1, 2, 3])], sizeBytes: 4 };
}

/** The parts of a written segment, as a reader finds them. */
export function partsOfFile(path: string): PartTable[] {
  const descriptor = openSync(path, 'r');
  try {
    return readParts(descriptor, statSync(path).size);
  } finally {
    closeSync(descriptor);
  }
}
