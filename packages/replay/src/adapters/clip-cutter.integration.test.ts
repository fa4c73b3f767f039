import { createTrackWriter, openBufferDirectory, type TrackWriter } from '@reprise/recorder/cmaf';
import {
  type AudioSource,
  feedFixture,
  makeAudioSource,
  makeVideoSource,
  readBeeps,
  readShownClocks,
  type VideoSource,
} from '@reprise/recorder/testing';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenBufferSegment } from '../buffer/index.ts';
import { writeClip } from './clip-cutter.ts';
import { pinBuffer } from './pin-buffer.ts';

const t0 = 1_790_000_000_000;
const loopMs = 10_000;
const frameMs = 1000 / 30;
let root: string;
let video: VideoSource;
let small: VideoSource;
let audio: AudioSource;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reprise-cut-'));
  [video, small, audio] = await Promise.all([
    makeVideoSource({ seconds: 10, gopSeconds: 2.5 }),
    makeVideoSource({ seconds: 10, width: 360, height: 204 }),
    makeAudioSource({ seconds: 10 }),
  ]);
});
const opened: TrackWriter[] = [];
afterAll(async () => {
  for (const writer of opened) await writer.close({ ended: true });
  await rm(root, { recursive: true, force: true });
});

async function openBuffer(name: string) {
  const directory = join(root, name);
  const { timelineZeroMs } = await openBufferDirectory(directory, t0);
  const writer = (kind: 'video' | 'audio'): TrackWriter =>
    createTrackWriter({
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
  const buffer = { directory, video: writer('video'), audio: writer('audio') };
  opened.push(buffer.video, buffer.audio);
  return buffer;
}

type TestBuffer = Awaited<ReturnType<typeof openBuffer>>;

async function flush(buffer: TestBuffer, untilMs: number): Promise<OpenBufferSegment[]> {
  const tracks = ['video', 'audio'] as const;
  const open = await Promise.all(tracks.map(async (track) => ({ track, segment: await buffer[track].flush(untilMs) })));
  return open.flatMap(({ track, segment }) =>
    segment
      ? [
          {
            ...segment,
            track,
            path: join(buffer.directory, track, segment.file),
            initPath: join(buffer.directory, track, segment.initFile),
          },
        ]
      : [],
  );
}

async function cut(buffer: TestBuffer, startAt: number, endAt: number, name: string) {
  const source = await pinBuffer({
    bufferDirectory: buffer.directory,
    pinDirectory: join(root, `pin-${name}`),
    window: { startAt, endAt },
    openSegments: await flush(buffer, endAt),
  });
  return await writeClip({ source, path: join(root, `${name}.mp4`), temporaryPath: join(root, `.tmp-${name}.mp4`) });
}

/** How far the clock in the picture is behind the clip's time, ms, in -loop/2..loop/2. */
function lagOf(wallMs: number, clockMs: number): number {
  const lag = (wallMs - clockMs) % loopMs;
  return lag > loopMs / 2 ? lag - loopMs : lag;
}

describe('a clip out of a running buffer', () => {
  let buffer: TestBuffer;
  beforeAll(async () => {
    buffer = await openBuffer('running');
    buffer.video.configure(video.config, { newEpoch: true });
    buffer.audio.configure(audio.config, { newEpoch: true });
    await feedFixture({
      video: { writer: buffer.video, source: video },
      audio: { writer: buffer.audio, source: audio },
      startMs: t0,
      endMs: t0 + 47_313,
    });
  });

  it.each([
    [0, 47_313],
    [1, 2001],
    [4_999, 30_001],
    [20_017, 47_300],
    [33_333, 41_234],
    [46_000, 47_000],
    [7_501, 7_901],
  ])('shows exactly %d..%d', async (from, to) => {
    const name = `running-${from}-${to}`;
    const clip = await cut(buffer, t0 + from, t0 + to, name);
    const { frames, errors } = await readShownClocks(clip.path, 480, 272);
    expect(errors).toBe('');
    expect(clip).toMatchObject({ actualStart: t0 + from, complete: true, gaps: [], width: 480, height: 272 });
    expect(clip.actualEnd).toBeCloseTo(t0 + to, 0);
    // The first frame is the one on screen at the start; later ones stand at their own time.
    expect(frames[0]?.atSeconds).toBe(0);
    const firstLag = lagOf(t0 + from, frames[0]?.clockMs ?? 0);
    expect(firstLag).toBeGreaterThanOrEqual(0);
    expect(firstLag).toBeLessThan(frameMs + 10);
    for (const frame of frames.slice(1)) expect(Math.abs(lagOf(t0 + from + frame.atSeconds * 1000, frame.clockMs))).toBeLessThanOrEqual(1);
    // None is missing, and none is later than the press.
    const steps = frames.slice(1).map((frame, index) => frame.atSeconds - (frames[index]?.atSeconds ?? 0));
    expect(Math.max(...steps)).toBeLessThan((frameMs + 11) / 1000);
    expect(frames.at(-1)?.atSeconds).toBeLessThan((to - from) / 1000);
    expect(frames.at(-1)?.atSeconds).toBeGreaterThan((to - from - frameMs - 11) / 1000);
    if (to - from > 1500) {
      for (const beep of await readBeeps(clip.path)) {
        const lag = (t0 + from + beep * 1000) % 1000;
        // A clip may begin in the middle of a beep.
        if (beep > 0.1) expect(lag > 500 ? lag - 1000 : lag, `beep at ${beep}`).toBeLessThanOrEqual(40);
      }
    }
    expect(
      createHash('sha256')
        .update(await readFile(clip.path))
        .digest('hex'),
    ).toBe(clip.sha256);
    expect((await readdir(root)).filter((file) => file.startsWith('.tmp'))).toEqual([]);
  });
});

it('plays across a resize, a republish and a silent start, and says what is missing', async () => {
  const buffer = await openBuffer('changes');
  buffer.video.configure(video.config, { newEpoch: true });
  await feedFixture({ video: { writer: buffer.video, source: video }, startMs: t0, endMs: t0 + 10_000 });
  buffer.video.configure(small.config, { newEpoch: false });
  buffer.audio.configure(audio.config, { newEpoch: true });
  const both = { video: { writer: buffer.video, source: small }, audio: { writer: buffer.audio, source: audio } };
  await feedFixture({ ...both, startMs: t0 + 10_000, endMs: t0 + 20_000 });
  buffer.video.configure(video.config, { newEpoch: true });
  buffer.audio.configure(audio.config, { newEpoch: true });
  await feedFixture({
    video: { ...both.video, source: video },
    audio: both.audio,
    startMs: t0 + 25_000,
    endMs: t0 + 32_000,
    rtpOffset: 123_456_789,
  });

  const clip = await cut(buffer, t0 + 3_217, t0 + 31_000, 'changes');
  const { frames, errors } = await readShownClocks(clip.path, 480, 272);
  expect(errors).toBe('');
  expect(clip.complete).toBe(false);
  expect(clip.gaps).toHaveLength(1);
  expect(clip.gaps[0]?.startAt).toBeCloseTo(t0 + 20_000, -2);
  // The republished track is received from 25 s on, but can be decoded from its next keyframe.
  expect(clip.gaps[0]?.endAt).toBeCloseTo(t0 + 27_500, -2);
  for (const frame of frames.slice(1)) {
    expect(Math.abs(lagOf(t0 + 3_217 + frame.atSeconds * 1000, frame.clockMs)), `at ${frame.atSeconds}`).toBeLessThanOrEqual(1);
  }
  expect(clip.durationSeconds).toBeCloseTo(27.783, 3);
  for (const beep of await readBeeps(clip.path)) {
    const lag = (t0 + 3_217 + beep * 1000) % 1000;
    expect(lag > 500 ? lag - 1000 : lag, `beep at ${beep}`).toBeLessThanOrEqual(40);
    expect(beep).toBeGreaterThan(6.7);
  }
});

it('leaves nothing behind when it is aborted', async () => {
  const buffer = await openBuffer('aborted');
  buffer.video.configure(video.config, { newEpoch: true });
  await feedFixture({ video: { writer: buffer.video, source: video }, startMs: t0, endMs: t0 + 5_000 });
  const window = { startAt: t0, endAt: t0 + 5_000 };
  const source = await pinBuffer({
    bufferDirectory: buffer.directory,
    pinDirectory: join(root, 'pin-aborted'),
    window,
    openSegments: await flush(buffer, window.endAt),
  });
  const abort = new AbortController();
  const clip = writeClip({
    source,
    path: join(root, 'aborted.mp4'),
    temporaryPath: join(root, '.tmp-aborted.mp4'),
    signal: abort.signal,
    onProgress: () => abort.abort(new Error('cancelled')),
  });
  await expect(clip).rejects.toThrow('cancelled');
  expect((await readdir(root)).filter((file) => file.includes('aborted.mp4'))).toEqual([]);
});
