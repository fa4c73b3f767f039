/** A coded frame with its place on the track's timeline, in timescale ticks. */
export interface Sample {
  dts: number;
  duration: number;
  keyframe: boolean;
  sizeBytes: number;
  data: readonly Buffer[];
}

/** depends-on-nothing, and depends-on-others plus non-sync (ISO/IEC 14496-12 8.8.3.1). */
const syncSampleFlags = 0x02000000;
const nonSyncSampleFlags = 0x01010000;

/** A part as a list of buffers for one writev: its headers, then the payloads as they came. */
export interface MediaPart {
  buffers: Buffer[];
  sizeBytes: number;
  /** Offset of the last sample's duration (32 bits) in the part: it is corrected when the next frame comes late. */
  lastDurationOffset: number;
}

/** styp of every segment: a CMAF segment of fragments. */
export const segmentTypeBox = Buffer.from('\0\0\0\x18stypmsdh\0\0\0\0msdhcmfc', 'latin1');

/**
 * One part: prft (wall clock of its first sample, version 1), moof with one track run, mdat.
 * `wallMs` is ms since the Unix epoch; `samples` must not be empty.
 */
export function buildPart(sequenceNumber: number, samples: readonly Sample[], wallMs: number): MediaPart {
  const firstDts = BigInt(samples[0]?.dts ?? 0);
  const runSize = 20 + samples.length * 12;
  const trafSize = 8 + 16 + 20 + runSize;
  const moofSize = 8 + 16 + trafSize;
  let mediaBytes = 0;
  for (const sample of samples) mediaBytes += sample.sizeBytes;
  const header = Buffer.allocUnsafe(32 + moofSize + 8);
  let at = 0;
  const put = (value: number): void => {
    at = header.writeUInt32BE(value, at);
  };
  const tag = (type: string): void => {
    at += header.write(type, at, 'latin1');
  };
  const putFirstDts = (): void => {
    at = header.writeBigUInt64BE(firstDts, at);
  };
  put(32);
  tag('prft');
  put(0x01000018);
  put(1);
  const seconds = Math.floor(wallMs / 1000);
  put(seconds + 2_208_988_800);
  put(Math.floor(((wallMs - seconds * 1000) / 1000) * 2 ** 32));
  putFirstDts();
  put(moofSize);
  tag('moof');
  put(16);
  tag('mfhd');
  put(0);
  put(sequenceNumber);
  put(trafSize);
  tag('traf');
  put(16);
  tag('tfhd');
  put(0x020000);
  put(1);
  put(20);
  tag('tfdt');
  put(0x01000000);
  putFirstDts();
  put(runSize);
  tag('trun');
  put(0x000701);
  put(samples.length);
  put(moofSize + 8);
  for (const sample of samples) {
    put(sample.duration);
    put(sample.sizeBytes);
    put(sample.keyframe ? syncSampleFlags : nonSyncSampleFlags);
  }
  const lastDurationOffset = at - 12;
  put(8 + mediaBytes);
  tag('mdat');
  const buffers: Buffer[] = [header];
  for (const sample of samples) buffers.push(...sample.data);
  return { buffers, sizeBytes: header.length + mediaBytes, lastDurationOffset };
}
