import {
  type AudioSource,
  makeAudioSource,
  makeVideoSource,
  readBeeps,
  readShownClocks,
  type VideoSource,
} from '@reprise/recorder/testing';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lagOfSource, openTestBuffer, sourceZeroMs as t0, type TestBuffer } from '../testing/open-test-buffer.ts';
import { writeClip } from './clip-cutter.ts';
import { pinBuffer } from './pin-buffer.ts';

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
const opened: TestBuffer[] = [];
afterAll(async () => {
  for (const buffer of opened) await buffer.close();
  await rm(root, { recursive: true, force: true });
});

async function openBuffer(name: string): Promise<TestBuffer> {
  const buffer = await openTestBuffer(join(root, name));
  opened.push(buffer);
  return buffer;
}

async function cut(buffer: TestBuffer, startAt: number, endAt: number, name: string) {
  const source = await pinBuffer({
    bufferDirectory: buffer.directory,
    pinDirectory: join(root, `pin-${name}`),
    window: { startAt, endAt },
    openSegments: await buffer.flush(endAt),
  });
  return await writeClip({ source, path: join(root, `${name}.mp4`), temporaryPath: join(root, `.tmp-${name}.mp4`) });
}

describe('a clip out of a running buffer', () => {
  let buffer: TestBuffer;
  beforeAll(async () => {
    buffer = await openBuffer('running');
    buffer.configure(video, audio);
    await buffer.feed(0, 47_313, { picture: video, sound: audio });
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
    const firstLag = lagOfSource(t0 + from, frames[0]?.clockMs ?? 0);
    expect(firstLag).toBeGreaterThanOrEqual(0);
    expect(firstLag).toBeLessThan(frameMs + 10);
    for (const frame of frames.slice(1))
      expect(Math.abs(lagOfSource(t0 + from + frame.atSeconds * 1000, frame.clockMs))).toBeLessThanOrEqual(1);
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
  await buffer.feed(0, 10_000, { picture: video });
  buffer.video.configure(small.config, { newEpoch: false });
  buffer.audio.configure(audio.config, { newEpoch: true });
  await buffer.feed(10_000, 20_000, { picture: small, sound: audio });
  buffer.configure(video, audio);
  await buffer.feed(25_000, 32_000, { picture: video, sound: audio, rtpOffset: 123_456_789 });

  const clip = await cut(buffer, t0 + 3_217, t0 + 31_000, 'changes');
  const { frames, errors } = await readShownClocks(clip.path, 480, 272);
  expect(errors).toBe('');
  expect(clip.complete).toBe(false);
  expect(clip.gaps).toHaveLength(1);
  expect(clip.gaps[0]?.startAt).toBeCloseTo(t0 + 20_000, -2);
  // The republished track is received from 25 s on, but can be decoded from its next keyframe.
  expect(clip.gaps[0]?.endAt).toBeCloseTo(t0 + 27_500, -2);
  for (const frame of frames.slice(1)) {
    expect(Math.abs(lagOfSource(t0 + 3_217 + frame.atSeconds * 1000, frame.clockMs)), `at ${frame.atSeconds}`).toBeLessThanOrEqual(1);
  }
  expect(clip.durationSeconds).toBeCloseTo(27.783, 3);
  for (const beep of await readBeeps(clip.path)) {
    const lag = (t0 + 3_217 + beep * 1000) % 1000;
    expect(lag > 500 ? lag - 1000 : lag, `beep at ${beep}`).toBeLessThanOrEqual(40);
    expect(beep).toBeGreaterThan(6.7);
  }
});

describe('a segment that cannot be read', () => {
  /** A clip from 1 s on out of a buffer whose third segment is `corrupt`ed; with the names of what it says it went without. */
  async function cutDamaged(name: string, seconds: number, picture: VideoSource, corrupt: (bytes: Buffer) => Buffer) {
    const endAt = t0 + (seconds - 1) * 1000;
    const buffer = await openBuffer(name);
    buffer.configure(picture, audio);
    await buffer.feed(0, seconds * 1000, { picture, sound: audio });
    const directory = join(buffer.directory, 'video');
    const segments = (await readdir(directory)).filter((file) => file.endsWith('.m4s')).sort();
    const hurt = segments[2] ?? '';
    await writeFile(join(directory, hurt), corrupt(await readFile(join(directory, hurt))));
    const source = await pinBuffer({
      bufferDirectory: buffer.directory,
      pinDirectory: join(root, `pin-${name}`),
      window: { startAt: t0 + 1_000, endAt },
      openSegments: await buffer.flush(endAt),
    });
    const damaged: string[] = [];
    const clip = await writeClip({
      source,
      path: join(root, `${name}.mp4`),
      temporaryPath: join(root, `.tmp-${name}.mp4`),
      onDamaged: (paths) => damaged.push(...paths.map((path) => basename(path))),
    });
    const { frames, errors } = await readShownClocks(clip.path, 480, 272);
    expect(errors).toBe('');
    expect(clip).toMatchObject({ actualStart: t0 + 1_000, actualEnd: endAt, complete: false });
    for (const frame of frames.slice(1))
      expect(Math.abs(lagOfSource(t0 + 1_000 + frame.atSeconds * 1000, frame.clockMs)), `at ${frame.atSeconds}`).toBeLessThanOrEqual(1);
    expect(damaged).toEqual([hurt]);
    expect(clip.gaps).toHaveLength(1);
    return { gapFrom: (clip.gaps[0]?.startAt ?? 0) - t0, gapTo: (clip.gaps[0]?.endAt ?? 0) - t0 };
  }

  it.each<[string, (bytes: Buffer) => Buffer, number]>([
    ['overwritten with garbage', (bytes) => Buffer.alloc(bytes.length, 'garbage'), 10_000],
    ['empty', () => Buffer.alloc(0), 10_000],
    ['cut off in the middle', (bytes) => bytes.subarray(0, bytes.length / 2), 12_500],
  ])('is left out, told and a gap: %s', async (name, corrupt, from) => {
    const { gapFrom, gapTo } = await cutDamaged(name, 30, video, corrupt);
    expect(Math.abs(gapFrom - from)).toBeLessThanOrEqual(600);
    expect(gapTo).toBeCloseTo(15_000, -2);
  });

  it('takes with it what was coded after it, up to the next keyframe', async () => {
    const rare = await makeVideoSource({ seconds: 20, gopSeconds: 20 });
    const { gapFrom, gapTo } = await cutDamaged('dependent', 45, rare, (bytes) => Buffer.alloc(bytes.length));
    expect(gapFrom).toBeCloseTo(20_000, -2);
    expect(gapTo).toBeCloseTo(40_000, -2);
  });

  it('is a failure where it was the whole picture, not an empty stretch of time', async () => {
    const buffer = await openBuffer('all-damaged');
    buffer.configure(video, audio);
    await buffer.feed(0, 5_000, { picture: video, sound: audio });
    const window = { startAt: t0, endAt: t0 + 5_000 };
    const pinDirectory = join(root, 'pin-all-damaged');
    const openSegments = await buffer.flush(window.endAt);
    const source = await pinBuffer({ bufferDirectory: buffer.directory, pinDirectory, window, openSegments });
    for (const track of source.selection.tracks.filter(({ kind }) => kind === 'video'))
      for (const { path } of track.segments) await writeFile(path, Buffer.alloc(1000));
    const clip = writeClip({ source, path: join(root, 'all-damaged.mp4'), temporaryPath: join(root, '.tmp-all-damaged.mp4') });
    await expect(clip).rejects.toMatchObject({ code: 'CAPTURE_FAILED' });
    expect((await readdir(root)).filter((file) => file.includes('all-damaged.mp4'))).toEqual([]);
  });
});

it('leaves nothing behind when it is aborted', async () => {
  const buffer = await openBuffer('aborted');
  buffer.video.configure(video.config, { newEpoch: true });
  await buffer.feed(0, 5_000, { picture: video });
  const window = { startAt: t0, endAt: t0 + 5_000 };
  const source = await pinBuffer({
    bufferDirectory: buffer.directory,
    pinDirectory: join(root, 'pin-aborted'),
    window,
    openSegments: await buffer.flush(window.endAt),
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
