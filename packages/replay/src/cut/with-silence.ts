import { fillSilence } from '@reprise/recorder/cmaf';
import { emptySamples, pushSample, type SampleTable } from './cut-track.ts';

/** Silence for the sample table's `file` column. */
export const silenceFile = -1;

/**
 * Sound from sample `first` on without holes: silence from the clip's start to a track that begins later, and over every
 * hole of 2.5 ms or more. Sizes of silence samples are those of {@link fillSilence}; their bytes are found by duration.
 */
export function withSilence(
  samples: SampleTable,
  { first, startTicks, channels }: { first: number; startTicks: number; channels: 1 | 2 },
): SampleTable {
  const filled = emptySamples();
  const fill = (from: number, to: number): void => {
    let dts = from;
    for (const packet of fillSilence(to - from, channels)) {
      pushSample(filled, {
        dts,
        duration: packet.samples,
        sizeBytes: packet.data.length,
        keyframe: true,
        file: silenceFile,
        offset: 0,
      });
      dts += packet.samples;
    }
  };
  const firstDts = samples.dts[first] ?? startTicks;
  let end = Math.min(startTicks, firstDts);
  for (let index = first; index < samples.dts.length; index++) {
    const dts = samples.dts[index] ?? 0;
    if (dts > end) fill(end, dts);
    const duration = samples.duration[index] ?? 0;
    pushSample(filled, {
      dts,
      duration,
      sizeBytes: samples.sizeBytes[index] ?? 0,
      keyframe: true,
      file: samples.file[index] ?? 0,
      offset: samples.offset[index] ?? 0,
    });
    end = dts + duration;
  }
  return filled;
}
