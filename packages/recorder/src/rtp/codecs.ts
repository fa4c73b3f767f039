import type { Depacketizer } from './depacketizer.ts';
import { createH264Depacketizer } from './h264-depacketizer.ts';
import { createOpusDepacketizer } from './opus-depacketizer.ts';

/** What the recorder can store, by the MIME type of SDP and TrackInfo. A further codec is one more row and file. */
export interface RecordableCodec {
  kind: 'video' | 'audio';
  mimeType: string;
  clockRate: 90_000 | 48_000;
  /** Whether a lost packet spoils all frames up to the next keyframe. */
  framesDependOnEachOther: boolean;
  createDepacketizer: () => Depacketizer;
}

/** Every codec that can be recorded. */
export const RECORDABLE_CODECS: readonly RecordableCodec[] = [
  {
    kind: 'video',
    mimeType: 'video/h264',
    clockRate: 90_000,
    framesDependOnEachOther: true,
    createDepacketizer: createH264Depacketizer,
  },
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    framesDependOnEachOther: false,
    createDepacketizer: createOpusDepacketizer,
  },
];

/** The row of a MIME type, whatever its case; undefined when it cannot be recorded. */
export function findRecordableCodec(mimeType: string): RecordableCodec | undefined {
  const wanted = mimeType.toLowerCase();
  return RECORDABLE_CODECS.find((codec) => codec.mimeType === wanted);
}
