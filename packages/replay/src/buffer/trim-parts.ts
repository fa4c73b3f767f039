import { type PartTable, partDuration } from '@reprise/recorder/cmaf';

/** How a segment's copy that ends at an instant is made: whole bytes up to `wholeBytes`, then a part of its own. */
export interface TrimmedSegment {
  /** Copy `[0, wholeBytes)` of the file as it is. */
  wholeBytes: number;
  /** Samples of the part that the end falls into, to be written anew; `dts` and durations in ticks. */
  lastPart?: { dts: number; samples: Array<{ duration: number; sizeBytes: number; keyframe: boolean; offset: number }> };
  /** Where the trimmed media ends, in ticks. */
  endTicks: number;
}

/** Nothing of the copy begins at or lasts beyond `endTicks`. Undefined when the whole segment lies after it. */
export function trimParts(parts: readonly PartTable[], endTicks: number): TrimmedSegment | undefined {
  let wholeBytes = 0;
  let mediaEnd: number | undefined;
  for (const part of parts) {
    const partEnd = part.dts + partDuration(part);
    if (partEnd <= endTicks) {
      wholeBytes = part.endOffset;
      mediaEnd = partEnd;
      continue;
    }
    if (part.dts >= endTicks) break;
    const samples = [];
    let dts = part.dts;
    let offset = part.dataOffset;
    for (const [index, duration] of part.durations.entries()) {
      if (dts >= endTicks) break;
      const sizeBytes = part.sizes[index] ?? 0;
      samples.push({ duration: Math.min(duration, endTicks - dts), sizeBytes, keyframe: part.keyframes[index] === 1, offset });
      dts += duration;
      offset += sizeBytes;
    }
    return { wholeBytes, lastPart: { dts: part.dts, samples }, endTicks };
  }
  return mediaEnd === undefined ? undefined : { wholeBytes, endTicks: mediaEnd };
}
