import { createTrackWriter, openBufferDirectory, type TrackWriter } from '@reprise/recorder/cmaf';
import { type AudioSource, feedFixture, type VideoSource } from '@reprise/recorder/testing';
import { join } from 'node:path';
import type { OpenBufferSegment } from '../buffer/index.ts';

/** When the sources' clocks say zero, wall clock, ms: sources of ten seconds repeat from here on. */
export const sourceZeroMs = 1_790_000_000_000;
/** Of those sources. */
export const sourceLoopMs = 10_000;

/** What is fed; tracks without a source get nothing. */
export interface TestSources {
  picture: VideoSource;
  sound?: AudioSource;
  /** As after a republish. */
  rtpOffset?: number;
}

/** A buffer that a test writes as a recording would. */
export interface TestBuffer {
  directory: string;
  timelineZeroMs: number;
  video: TrackWriter;
  audio: TrackWriter;
  /** Begins an epoch of both tracks. */
  configure(picture: VideoSource, sound: AudioSource): void;
  /** From and to in ms after {@link sourceZeroMs}. */
  feed(fromMs: number, toMs: number, sources: TestSources): Promise<void>;
  /** As at a press at `untilMs`, wall clock. */
  flush(untilMs: number): Promise<OpenBufferSegment[]>;
  close(): Promise<void>;
}

const tracks = ['video', 'audio'] as const;

/** Makes it, with the product's segments of 5 s in parts of half a second. A write that fails fails the test. */
export async function openTestBuffer(directory: string, { retentionMs = 720_000 } = {}): Promise<TestBuffer> {
  const { timelineZeroMs } = await openBufferDirectory(directory, sourceZeroMs);
  const open = (kind: (typeof tracks)[number]): TrackWriter =>
    createTrackWriter({
      directory: join(directory, kind),
      kind,
      timelineZeroMs,
      segmentDurationMs: 5000,
      partDurationMs: 500,
      retentionMs,
      liveWindowMs: retentionMs,
      onEvent: (event) => {
        if (event.type === 'write-failed') throw event.error;
      },
    });
  const writers = { video: open('video'), audio: open('audio') };
  return {
    directory,
    timelineZeroMs,
    ...writers,
    configure: (picture, sound) => {
      writers.video.configure(picture.config, { newEpoch: true });
      writers.audio.configure(sound.config, { newEpoch: true });
    },
    feed: async (fromMs, toMs, { picture, sound, rtpOffset = 0 }) => {
      await feedFixture({
        video: { writer: writers.video, source: picture },
        ...(sound && { audio: { writer: writers.audio, source: sound } }),
        startMs: sourceZeroMs + fromMs,
        endMs: sourceZeroMs + toMs,
        rtpOffset,
      });
    },
    flush: async (untilMs) => {
      const open: OpenBufferSegment[] = [];
      for (const track of tracks) {
        const segment = await writers[track].flush(untilMs);
        if (!segment) continue;
        open.push({ ...segment, track, path: join(directory, track, segment.file), initPath: join(directory, track, segment.initFile) });
      }
      return open;
    },
    close: async () => {
      await Promise.all(tracks.map((track) => writers[track].close({ ended: true })));
    },
  };
}

/** How far a source's clock is behind the wall clock, ms, in -loop/2..loop/2. */
export function lagOfSource(wallMs: number, clockMs: number): number {
  const lag = (wallMs - clockMs) % sourceLoopMs;
  return lag > sourceLoopMs / 2 ? lag - sourceLoopMs : lag;
}
