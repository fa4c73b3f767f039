import { buildPart, readParts, segmentTypeBox } from '@reprise/recorder/cmaf';
import { open, writeFile } from 'node:fs/promises';
import { trimParts } from '../buffer/trim-parts.ts';

export interface SegmentHead {
  from: string;
  to: string;
  /** Only these first bytes exist for us: the file may be growing. */
  limitBytes: number;
  /** Nothing that is shown at or after this tick gets into the copy. */
  endTicks: number;
  /** Wall clock, ms, of a tick. */
  toWallMs: (ticks: number) => number;
}

/**
 * Copies a segment up to an instant, exactly: the part that the instant falls into is written anew without the later
 * samples. Returns size and end, or undefined (and no file) when nothing of the segment lies before it.
 */
export async function copySegmentHead({ from, to, limitBytes, endTicks, toWallMs }: SegmentHead) {
  const file = await open(from, 'r');
  try {
    const trimmed = trimParts(readParts(file.fd, limitBytes), endTicks);
    if (!trimmed) return undefined;
    const { wholeBytes, lastPart } = trimmed;
    const whole = Buffer.allocUnsafe(wholeBytes);
    await file.read(whole, 0, wholeBytes, 0);
    const buffers: Buffer[] = [wholeBytes === 0 ? segmentTypeBox : whole];
    if (lastPart) {
      const samples = [];
      let dts = lastPart.dts;
      for (const { duration, sizeBytes, keyframe, offset } of lastPart.samples) {
        const data = Buffer.allocUnsafe(sizeBytes);
        await file.read(data, 0, sizeBytes, offset);
        samples.push({ dts, duration, sizeBytes, keyframe, data: [data] });
        dts += duration;
      }
      buffers.push(...buildPart(1, samples, toWallMs(lastPart.dts)).buffers);
    }
    const content = Buffer.concat(buffers);
    await writeFile(to, content);
    return { bytes: content.length, endTicks: trimmed.endTicks };
  } finally {
    await file.close();
  }
}
