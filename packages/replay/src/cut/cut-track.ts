import type { PartTable } from '@reprise/recorder/cmaf';

/** A track as the pinned buffer holds it. Ticks are of the session's timeline. */
export interface SourceTrack {
  kind: 'video' | 'audio';
  timescale: number;
  /** The first init segment of the window: SPS and PPS are in-band, so one sample entry serves all. */
  init: Buffer;
  channels: 1 | 2;
  files: Array<{ path: string; parts: PartTable[] }>;
}

/** Coded samples, one column a property; `file` is an index, -1 means `silence` bytes of our own. */
export interface SampleTable {
  dts: number[];
  duration: number[];
  sizeBytes: number[];
  keyframe: boolean[];
  file: number[];
  offset: number[];
}

/** Bytes that lie together in the source and will in the clip. */
export interface CutChunk {
  /** Undefined: `bytes` instead. */
  path: string | undefined;
  offset: number;
  bytes: Buffer | undefined;
  sizeBytes: number;
  sampleCount: number;
  /** Seconds after the clip's start; pre-roll is negative. Decides the order in the file. */
  atSeconds: number;
}

/** One track of the clip: what its sample tables say and where its bytes come from. */
export interface CutTrack {
  kind: 'video' | 'audio';
  timescale: number;
  init: Buffer;
  durations: number[];
  sizes: number[];
  /** 1-based numbers of sync samples; undefined when every sample is one. */
  syncSamples: number[] | undefined;
  chunks: CutChunk[];
  /** Ticks of decoding that are not shown at the beginning. */
  editMediaTime: number;
  mediaTicks: number;
}

export const emptySamples = (): SampleTable => ({ dts: [], duration: [], sizeBytes: [], keyframe: [], file: [], offset: [] });

/** Appends one sample. */
export function pushSample(
  table: SampleTable,
  sample: { dts: number; duration: number; sizeBytes: number; keyframe: boolean; file: number; offset: number },
): void {
  table.dts.push(sample.dts);
  table.duration.push(sample.duration);
  table.sizeBytes.push(sample.sizeBytes);
  table.keyframe.push(sample.keyframe);
  table.file.push(sample.file);
  table.offset.push(sample.offset);
}

/** All samples of a track that begin before `endTicks`; those that go back in time (a repaired clock) are dropped. */
export function samplesOf(track: SourceTrack, endTicks: number): SampleTable {
  const table = emptySamples();
  let previous = Number.NEGATIVE_INFINITY;
  track.files.forEach(({ parts }, file) => {
    for (const part of parts) {
      let { dts, dataOffset: offset } = part;
      for (const [index, duration] of part.durations.entries()) {
        const sizeBytes = part.sizes[index] ?? 0;
        if (dts > previous && dts < endTicks) {
          pushSample(table, { dts, duration, sizeBytes, keyframe: part.keyframes[index] === 1, file, offset });
          previous = dts;
        }
        dts += duration;
        offset += sizeBytes;
      }
    }
  });
  return table;
}
