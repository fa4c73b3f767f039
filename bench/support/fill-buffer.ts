import { createTrackWriter, openBufferDirectory, type TrackWriter } from '@reprise/recorder/cmaf';
import { feedFixture } from '@reprise/recorder/testing';
import { join } from 'node:path';
import { type EncodedMedia, loopMs } from './encoded-media.ts';
import { recordingDurations } from './stage.ts';

/** A buffer that was written as a recording would have, but at once. */
export interface FilledBuffer {
  startMs: number;
  endMs: number;
  timelineZeroMs: number;
  cpuMsPerMediaMinute: number;
}

/** Opens a track's writer with the durations of the product and a retention that keeps all. */
export function openTrackWriter(bufferDirectory: string, kind: 'video' | 'audio', timelineZeroMs: number): TrackWriter {
  return createTrackWriter({
    directory: join(bufferDirectory, kind),
    kind,
    timelineZeroMs,
    ...recordingDurations,
    retentionMs: 3_600_000,
    onEvent: (event) => {
      if (event.type === 'write-failed') throw event.error;
    },
  });
}

/**
 * Writes about `durationMs` of a media loop that ends at `endMs` (wall clock). Begins at the loop's start, which is a
 * keyframe; what the pictures show is wall time modulo the loop's length.
 */
export async function fillBuffer(
  directory: string,
  { video: pictures, audio: sound }: EncodedMedia,
  durationMs: number,
  endMs: number,
): Promise<FilledBuffer> {
  const startMs = Math.floor((endMs - durationMs) / loopMs) * loopMs;
  const { timelineZeroMs } = await openBufferDirectory(directory, startMs);
  const video = openTrackWriter(directory, 'video', timelineZeroMs);
  const audio = openTrackWriter(directory, 'audio', timelineZeroMs);
  video.configure(pictures.config, { newEpoch: true });
  audio.configure(sound.config, { newEpoch: true });
  const before = process.cpuUsage();
  await feedFixture({ video: { writer: video, source: pictures }, audio: { writer: audio, source: sound }, startMs, endMs });
  await Promise.all([video.close({ ended: false }), audio.close({ ended: false })]);
  const { user, system } = process.cpuUsage(before);
  return { startMs, endMs, timelineZeroMs, cpuMsPerMediaMinute: (user + system) / 1000 / ((endMs - startMs) / 60_000) };
}

/** How far a clock that shows wall time modulo the loop's length lies behind `wallMs`; negative: ahead. */
export function lagOfLoopClock(wallMs: number, clockMs: number): number {
  const lag = (((wallMs - clockMs) % loopMs) + loopMs) % loopMs;
  return lag > loopMs / 2 ? lag - loopMs : lag;
}
