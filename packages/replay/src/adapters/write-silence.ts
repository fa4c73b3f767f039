import { buildPart, fillSilence, segmentTypeBox } from '@reprise/recorder/cmaf';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BufferSegment, TimeRange } from '../buffer/index.ts';

/** One silent segment holds this much at most. */
const longestSegmentMs = 10_000;
const timescale = 48_000;

export interface SilenceRequest {
  /** Where the files go. */
  directory: string;
  /** Wall clock, ms. */
  range: TimeRange;
  timelineZeroMs: number;
  initPath: string;
}

/** Writes Opus silence as segments: players wait for sound where a list has none. A few kB a minute. */
export async function writeSilence({ directory, range, timelineZeroMs, initPath }: SilenceRequest): Promise<BufferSegment[]> {
  const segments: BufferSegment[] = [];
  const toWallMs = (ticks: number): number => timelineZeroMs + (ticks * 1000) / timescale;
  for (let startAt = range.startAt; startAt < range.endAt; startAt += longestSegmentMs) {
    const endAt = Math.min(range.endAt, startAt + longestSegmentMs);
    const first = Math.ceil(((startAt - timelineZeroMs) * timescale) / 1000);
    const samples = [];
    let dts = first;
    for (const packet of fillSilence(Math.floor(((endAt - timelineZeroMs) * timescale) / 1000) - first, 2)) {
      samples.push({ dts, duration: packet.samples, keyframe: true, sizeBytes: packet.data.length, data: [packet.data] });
      dts += packet.samples;
    }
    if (samples.length === 0) continue;
    const path = join(directory, `silence-${Math.floor(startAt)}.m4s`);
    const content = Buffer.concat([segmentTypeBox, ...buildPart(1, samples, toWallMs(first)).buffers]);
    await writeFile(path, content);
    segments.push({
      path,
      initPath,
      epoch: 0,
      startsAt: toWallMs(first),
      endsAt: toWallMs(dts),
      bytes: content.length,
      discontinuity: false,
      independent: true,
    });
  }
  return segments;
}
