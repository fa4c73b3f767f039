import { createTrackWriter, openBufferDirectory, type TrackWriter } from '@reprise/recorder/cmaf';
import {
  type AudioSource,
  feedFixture,
  makeAudioSource,
  makeVideoSource,
  readShownClocks,
  type VideoSource,
} from '@reprise/recorder/testing';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CutOptions } from '../captures/run-capture.ts';
import type { ClaimedTrim } from '../ports/capture-work.ts';
import { type WrittenClip, writeClip } from './clip-cutter.ts';
import { createMediaTools } from './media-tools.ts';
import { pinBuffer } from './pin-buffer.ts';
import { createTrimFiles } from './trim-files.ts';

const t0 = 1_790_000_000_000;
const frameMs = 1000 / 30;
/** Of the clip that is trimmed. */
const clipFrom = 3_210;
let root: string;
let video: VideoSource;
let audio: AudioSource;
let source: WrittenClip;
const opened: TrackWriter[] = [];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reprise-trim-'));
  [video, audio] = await Promise.all([makeVideoSource({ seconds: 10, gopSeconds: 2.5 }), makeAudioSource({ seconds: 10 })]);
  const directory = join(root, 'buffer');
  const { timelineZeroMs } = await openBufferDirectory(directory, t0);
  const [pictures, sound] = (['video', 'audio'] as const).map((kind) => {
    const writer = createTrackWriter({
      directory: join(directory, kind),
      kind,
      timelineZeroMs,
      segmentDurationMs: 5000,
      partDurationMs: 500,
      retentionMs: 720_000,
      liveWindowMs: 720_000,
      onEvent: (event) => {
        if (event.type === 'write-failed') throw event.error;
      },
    });
    opened.push(writer);
    return writer;
  });
  if (!pictures || !sound) throw new Error('No writers');
  pictures.configure(video.config, { newEpoch: true });
  sound.configure(audio.config, { newEpoch: true });
  await feedFixture({
    video: { writer: pictures, source: video },
    audio: { writer: sound, source: audio },
    startMs: t0,
    endMs: t0 + 30_000,
  });
  for (const writer of opened) await writer.close({ ended: true });
  const pinned = await pinBuffer({
    bufferDirectory: directory,
    pinDirectory: join(root, 'pin'),
    window: { startAt: t0 + clipFrom, endAt: t0 + 29_000 },
    openSegments: [],
  });
  source = await writeClip({ source: pinned, path: join(root, 'u', 'source.mp4'), temporaryPath: join(root, 'u', '.tmp.mp4') });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const options: CutOptions = { signal: new AbortController().signal, onProgress: () => {} };
const claim = (id: string, from: number, to: number): ClaimedTrim => ({
  id,
  userId: 'u',
  requestedStart: new Date(source.actualStart + from),
  requestedEnd: new Date(source.actualStart + to),
  attempts: 1,
  trimOf: {
    clipId: 's',
    storagePath: 'u/source.mp4',
    startedAt: source.actualStart,
    gaps: [{ startAt: source.actualStart + 4_000, endAt: source.actualStart + 6_000 }],
  },
});

it.each([
  [0, 5_000],
  [1, 1_001],
  [4_999, 9_999],
  [7_501, 7_901],
  [12_345, 16_790],
])('shows exactly %d..%d of the clip, in the pictures', async (from, to) => {
  const files = createTrimFiles(root);
  const capture = claim(`trim-${from}`, from, to);
  expect(await files.hold(capture)).toMatchObject({ startAt: capture.requestedStart.getTime(), startOffsetSeconds: null });
  const clip = await files.cut(capture, `u/trim-${from}.mp4`, options);
  const { frames, errors } = await readShownClocks(clip.path, 480, 272);
  expect(errors).toBe('');
  expect(clip.durationSeconds).toBeCloseTo((to - from) / 1000, 2);
  expect(frames[0]?.atSeconds).toBe(0);
  // The source's picture counts 10 s over and over: 0 at t0.
  const clockAt = (wallMs: number): number => (((wallMs - t0) % 10_000) + 10_000) % 10_000;
  const behind = (atMs: number, clockMs: number): number => (clockAt(source.actualStart + from + atMs) - clockMs + 10_000) % 10_000;
  expect(behind(0, frames[0]?.clockMs ?? 0)).toBeLessThan(frameMs + 10);
  for (const frame of frames.slice(1)) {
    const off = behind(frame.atSeconds * 1000, frame.clockMs);
    expect(Math.min(off, 10_000 - off)).toBeLessThanOrEqual(2);
  }
  expect(to - from - (frames.at(-1)?.atSeconds ?? 0) * 1000).toBeLessThanOrEqual(frameMs + 10);
  const streams = (await createMediaTools().probe(clip.path)).streams.map(({ kind, codec }) => `${kind} ${codec}`);
  expect(streams).toEqual(['video h264', 'audio opus']);
  expect((await readdir(root)).filter((name) => name.startsWith('.tmp-'))).toEqual([]);
});

it('takes over only the gaps of its range', async () => {
  const files = createTrimFiles(root);
  const capture = claim('trim-gap', 5_000, 9_000);
  await files.hold(capture);
  const clip = await files.cut(capture, 'u/trim-gap.mp4', options);
  expect(clip.gaps).toEqual([{ startAt: clip.actual.startAt, endAt: source.actualStart + 6_000 }]);
  expect(clip.complete).toBe(false);
});

it('goes on when the clip is deleted meanwhile, and says so when it was deleted before', async () => {
  const files = createTrimFiles(root);
  const capture = claim('trim-late', 0, 5_000);
  await files.hold(capture);
  await rm(source.path);
  const clip = await files.cut(capture, 'u/trim-late.mp4', options);
  expect(clip.sizeBytes).toBeGreaterThan(0);
  await expect(files.hold(claim('trim-later', 0, 5_000))).rejects.toMatchObject({ code: 'CLIP_NOT_FOUND' });
});
