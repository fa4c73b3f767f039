import { openBufferDirectory, partDuration, readParts } from '@reprise/recorder/cmaf';
import { makeAudioSource, makeVideoSource } from '@reprise/recorder/testing';
import { closeSync, openSync, statSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestBuffer, sourceZeroMs as t0 } from '../testing/open-test-buffer.ts';
import { pinBuffer } from './pin-buffer.ts';

const pressAt = t0 + 33_456;
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reprise-pin-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** The wall clock where the media of a file ends, and its size. */
function describeMedia(path: string, timelineZeroMs: number, timescale: number) {
  const descriptor = openSync(path, 'r');
  try {
    const parts = readParts(descriptor, statSync(path).size);
    const last = parts.at(-1);
    const lastDuration = last?.durations.at(-1) ?? 0;
    const endTicks = last ? last.dts + partDuration(last) : 0;
    const toWall = (ticks: number): number => timelineZeroMs + (ticks * 1000) / timescale;
    return {
      endsAt: toWall(endTicks),
      lastStartsAt: toWall(endTicks - lastDuration),
      wholeBytes: last?.endOffset,
      size: statSync(path).size,
    };
  } finally {
    closeSync(descriptor);
  }
}

it.each([
  ['a moment ago, its segment still open', pressAt],
  ['before its segment was closed', pressAt - 4_000],
])('holds a press of %s, and nothing later, whatever comes after', async (_, endAt) => {
  const name = `press-${endAt}`;
  const bufferDirectory = join(root, name);
  const buffer = await openTestBuffer(bufferDirectory, { retentionMs: 15_000 });
  const [picture, sound] = await Promise.all([makeVideoSource({ seconds: 10 }), makeAudioSource({ seconds: 10 })]);
  buffer.configure(picture, sound);
  const pressMs = pressAt - t0;
  await buffer.feed(0, pressMs, { picture, sound });
  const openSegments = await buffer.flush(endAt);
  // The recording goes on between the press and the pin.
  await buffer.feed(pressMs, pressMs + 700, { picture, sound });
  const window = { startAt: endAt - 10_000, endAt };
  const pinDirectory = join(root, '.captures', name);
  const pinned = await pinBuffer({ bufferDirectory, pinDirectory, window, openSegments });
  expect(pinned.selection).toMatchObject({ actualStart: window.startAt, complete: true, gaps: [] });
  expect(Math.abs(pinned.selection.actualEnd - endAt)).toBeLessThan(40);

  // Ten seconds later the buffer has been pruned and the open segment has grown and closed.
  await buffer.feed(pressMs + 700, pressMs + 60_000, { picture, sound });
  await buffer.close();
  let files = 0;
  for (const track of pinned.selection.tracks) {
    for (const { path } of track.segments) {
      const { endsAt, lastStartsAt, wholeBytes, size } = describeMedia(
        path,
        buffer.timelineZeroMs,
        track.kind === 'video' ? 90_000 : 48_000,
      );
      expect(endsAt).toBeLessThanOrEqual(endAt + 0.03);
      expect(lastStartsAt).toBeLessThan(endAt);
      expect(size).toBe(wholeBytes);
      files++;
    }
    const playlist = await readFile(join(pinDirectory, track.name, 'full.m3u8'), 'utf8');
    const onDisk = (await readdir(join(pinDirectory, track.name))).filter((file) => file.endsWith('.m4s'));
    expect(
      playlist
        .split('\n')
        .filter((line) => line.endsWith('.m4s'))
        .sort(),
    ).toEqual(onDisk.sort());
    expect(playlist).toContain('#EXT-X-PLAYLIST-TYPE:VOD');
    expect(playlist).toContain('#EXT-X-ENDLIST');
  }
  expect(files).toBeGreaterThanOrEqual(5);
  const main = await readFile(join(pinDirectory, 'main.m3u8'), 'utf8');
  expect(main).toContain('RESOLUTION=480x272');
  // A retry of the same capture finds the same pin.
  const before = await stat(join(pinDirectory, 'main.m3u8'));
  expect(await pinBuffer({ bufferDirectory, pinDirectory, window, openSegments })).toEqual(pinned);
  expect((await stat(join(pinDirectory, 'main.m3u8'))).ino).toBe(before.ino);
});

it('finds what a recorder that died had not listed yet, all of it', async () => {
  const bufferDirectory = join(root, 'dead');
  const buffer = await openTestBuffer(bufferDirectory);
  const picture = await makeVideoSource({ seconds: 10 });
  buffer.video.configure(picture.config, { newEpoch: true });
  for (const [seconds, name] of [
    [3, 'young'],
    [13, 'old'],
  ] as const) {
    await buffer.feed(name === 'young' ? 0 : 3_000, seconds * 1000, { picture });
    const window = { startAt: t0 - 60_000, endAt: t0 + seconds * 1000 };
    let attempt = 0;
    const pin = async () => {
      const pinDirectory = join(root, '.captures', `${name}-${String(attempt++)}`);
      return (await pinBuffer({ bufferDirectory, pinDirectory, window, openSegments: [] })).selection;
    };
    // The writer's last part may still be on its way to the disk.
    await expect.poll(async () => (await pin()).missingAfterMs, { timeout: 10_000 }).toBeLessThanOrEqual(520);
    expect(await pin()).toMatchObject({ actualStart: t0, complete: false, missingBeforeMs: 60_000, gaps: [] });
  }
  await buffer.close();
});

it('has nothing of a time when the picture was paused, however much sound there is', async () => {
  const bufferDirectory = join(root, 'paused');
  const buffer = await openTestBuffer(bufferDirectory);
  const [picture, sound] = await Promise.all([makeVideoSource({ seconds: 10 }), makeAudioSource({ seconds: 10 })]);
  buffer.configure(picture, sound);
  await buffer.feed(0, 10_000, { picture, sound });
  buffer.video.interrupt();
  for (let ms = 10_100; ms <= 80_000; ms += 100) buffer.audio.tick(t0 + ms);
  const openSegments = await buffer.flush(t0 + 80_000);
  expect(openSegments.map(({ track }) => track)).toEqual(['audio']);
  const pin = (startAt: number, name: string) =>
    pinBuffer({ bufferDirectory, pinDirectory: join(root, '.captures', name), window: { startAt, endAt: t0 + 80_000 }, openSegments });
  await expect(pin(t0 + 20_000, 'paused-all')).rejects.toMatchObject({ code: 'NO_SEGMENTS' });
  const { selection } = await pin(t0 + 5_000, 'paused-part');
  expect(selection).toMatchObject({ actualStart: t0 + 5_000, complete: false });
  expect(selection.missingAfterMs).toBeCloseTo(70_000, -2);
  await buffer.close();
});

it('says that nothing is there, and leaves nothing', async () => {
  const bufferDirectory = join(root, 'empty');
  await openBufferDirectory(bufferDirectory, t0);
  const window = { startAt: t0, endAt: t0 + 1000 };
  const pin = pinBuffer({ bufferDirectory, pinDirectory: join(root, '.captures', 'empty'), window, openSegments: [] });
  await expect(pin).rejects.toMatchObject({ code: 'NO_SEGMENTS' });
  const missing = pinBuffer({
    bufferDirectory: join(root, 'missing'),
    pinDirectory: join(root, '.captures', 'missing'),
    window,
    openSegments: [],
  });
  await expect(missing).rejects.toMatchObject({ code: 'CAPTURE_FAILED' });
  expect((await readdir(join(root, '.captures'))).filter((name) => name.startsWith('empty') || name.startsWith('missing'))).toEqual([]);
});
