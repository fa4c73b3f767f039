import { fillSilence } from '@reprise/recorder/cmaf';
import type { CutChunk, CutTrack, SampleTable, SourceTrack } from './cut-track.ts';
import { silenceFile } from './with-silence.ts';

/** Half a second of samples a chunk at most, so that picture and sound stay interleaved. */
const longestChunkSeconds = 0.5;

/** Samples from `first` on as a track of the clip: durations reach to the next sample, the last one ends at `endTicks`. */
export function layChunks(
  track: SourceTrack,
  samples: SampleTable,
  { first, startTicks, endTicks }: { first: number; startTicks: number; endTicks: number },
): CutTrack {
  const base = samples.dts[first] ?? startTicks;
  const laid: CutTrack = {
    kind: track.kind,
    timescale: track.timescale,
    init: track.init,
    durations: [],
    sizes: [],
    syncSamples: track.kind === 'video' ? [] : undefined,
    chunks: [],
    editMediaTime: Math.max(0, startTicks - base),
    mediaTicks: Math.max(1, endTicks - base),
  };
  let chunk: CutChunk | undefined;
  for (let index = first; index < samples.dts.length; index++) {
    const dts = samples.dts[index] ?? 0;
    const sizeBytes = samples.sizeBytes[index] ?? 0;
    const file = samples.file[index] ?? 0;
    const offset = samples.offset[index] ?? 0;
    laid.durations.push(Math.max(1, (samples.dts[index + 1] ?? endTicks) - dts));
    laid.sizes.push(sizeBytes);
    if (samples.keyframe[index]) laid.syncSamples?.push(laid.sizes.length);
    const atSeconds = (dts - startTicks) / track.timescale;
    const isFull = chunk !== undefined && atSeconds - chunk.atSeconds >= longestChunkSeconds;
    if (file === silenceFile) {
      const data = silenceOf(samples.duration[index] ?? 960, track.channels);
      if (!chunk?.bytes || isFull) {
        chunk = { path: undefined, offset: 0, bytes: Buffer.alloc(0), sizeBytes: 0, sampleCount: 0, atSeconds };
        laid.chunks.push(chunk);
      }
      chunk.bytes = Buffer.concat([chunk.bytes ?? Buffer.alloc(0), data]);
    } else {
      const path = track.files[file]?.path;
      if (!chunk || isFull || chunk.path !== path || chunk.offset + chunk.sizeBytes !== offset) {
        chunk = { path, offset, bytes: undefined, sizeBytes: 0, sampleCount: 0, atSeconds };
        laid.chunks.push(chunk);
      }
    }
    chunk.sizeBytes += sizeBytes;
    chunk.sampleCount++;
  }
  return laid;
}

function silenceOf(samples: number, channels: 1 | 2): Buffer {
  const [packet] = fillSilence(samples, channels);
  return packet?.data ?? Buffer.alloc(0);
}
