import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
  appendFileSync,
  rmSync,
  mkdirSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTrackWriter } from './create-track-writer.ts';
import { opusPacketSamples } from './opus-packet.ts';
import { parseMediaPlaylist } from './parse-media-playlist.ts';
import { type PartTable, partDuration, readParts } from './read-parts.ts';
import { audioFrame, testAudioConfig, testVideoConfig, videoFrame } from './test-frames.ts';
import type { TrackWriter, TrackWriterEvent } from './track-writer.ts';

const t0 = 1_790_000_000_000;
let directory: string;
let events: TrackWriterEvent[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reprise-writer-'));
  events = [];
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function open(kind: 'video' | 'audio', options: { retentionMs?: number } = {}): TrackWriter {
  const writer = createTrackWriter({
    directory,
    kind,
    timelineZeroMs: t0 - 60_000,
    segmentDurationMs: 5000,
    partDurationMs: 500,
    retentionMs: options.retentionMs ?? 720_000,
    liveWindowMs: 30_000,
    onEvent: (event) => events.push(event),
  });
  writer.configure(kind === 'video' ? testVideoConfig : testAudioConfig, { newEpoch: true });
  return writer;
}

/** 25 frames a second, a keyframe every second. */
function feedVideo(writer: TrackWriter, fromMs: number, toMs: number): void {
  for (let ms = fromMs; ms < toMs; ms += 40) {
    writer.write(videoFrame(t0 + ms, ms % 1000 === 0));
    if (ms % 200 === 0) writer.tick(t0 + ms);
  }
}

const list = () => parseMediaPlaylist(readFileSync(join(directory, 'full.m3u8'), 'utf8'));

function partsOf(file: string): PartTable[] {
  const descriptor = openSync(join(directory, file), 'r');
  try {
    return readParts(descriptor, statSync(join(directory, file)).size);
  } finally {
    closeSync(descriptor);
  }
}

const wallOf = (ticks: number, timescale: number): number => (ticks * 1000) / timescale - 60_000;

describe('segments', () => {
  it('begin at keyframes, are listed with true times, and consist of parts of half a second', async () => {
    const writer = open('video');
    feedVideo(writer, 0, 12_000);
    await writer.close({ ended: true });
    const { segments, ended } = list();
    expect(ended).toBe(true);
    expect(segments.map(({ uri, durationSeconds, programDateTimeMs }) => [uri, durationSeconds, programDateTimeMs])).toEqual([
      [`segment-${t0}.m4s`, 5, t0],
      [`segment-${t0 + 5000}.m4s`, 5, t0 + 5000],
      [`segment-${t0 + 10_000}.m4s`, 2, t0 + 10_000],
    ]);
    const parts = partsOf(`segment-${t0}.m4s`);
    for (const part of parts) expect(partDuration(part)).toBeLessThanOrEqual(45_000);
    expect(parts[0]?.keyframes[0]).toBe(1);
    expect(events.map((event) => event.type)).toEqual(['segment', 'segment', 'segment']);
    expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('wait for a keyframe, and go on without one before they outgrow the target duration', async () => {
    const writer = open('video');
    writer.write(videoFrame(t0, false));
    for (let ms = 40; ms < 20_000; ms += 40) writer.write(videoFrame(t0 + ms, ms === 40));
    await writer.close({ ended: false });
    const { segments, ended } = list();
    expect(ended).toBe(false);
    expect(segments.map(({ programDateTimeMs, independent }) => [programDateTimeMs, independent])).toEqual([
      [t0 + 40, true],
      [t0 + 11_560, false],
    ]);
  });

  it('take a new init for a new size and a discontinuity for a new epoch', async () => {
    const writer = open('video');
    feedVideo(writer, 0, 2000);
    writer.configure({ ...testVideoConfig, width: 320 }, { newEpoch: false });
    feedVideo(writer, 2000, 4000);
    writer.configure(testVideoConfig, { newEpoch: true });
    feedVideo(writer, 7000, 9000);
    await writer.close({ ended: true });
    const { segments } = list();
    expect(segments.map(({ mapUri, discontinuity, durationSeconds }) => [mapUri, discontinuity, durationSeconds])).toEqual([
      ['init-0.mp4', false, 2],
      ['init-1.mp4', false, 2],
      ['init-2.mp4', true, 2],
    ]);
  });
});

describe('time', () => {
  it("moves forward whatever the sender's clock does", async () => {
    const writer = open('video');
    feedVideo(writer, 0, 3000);
    // The clock relation was wrong by two seconds and is corrected.
    for (let ms = 3000; ms < 9000; ms += 40) writer.write({ ...videoFrame(t0 + ms, ms % 1000 === 0), wallMs: t0 + ms - 2000 });
    await writer.close({ ended: true });
    const dts = list().segments.flatMap(({ uri }) =>
      partsOf(uri).flatMap((part) => [...part.durations].map((_, index) => part.dts + sum(part, index))),
    );
    for (const [index, ticks] of dts.entries()) if (index > 0) expect(ticks).toBeGreaterThan(dts[index - 1] ?? 0);
    expect(wallOf(dts.at(-1) ?? 0, 90_000)).toBeCloseTo(6960, -1);
  });

  it('holds a static picture: on disk soon, corrected when the next frame comes', async () => {
    const writer = open('video');
    writer.write(videoFrame(t0, true));
    writer.write(videoFrame(t0 + 40, false));
    for (let ms = 100; ms <= 4000; ms += 100) writer.tick(t0 + ms);
    const held = await writer.flush(t0 + 4000);
    expect(held).toMatchObject({ file: `segment-${t0}.m4s`, startsAt: t0, endsAt: t0 + 4000, epoch: 0, discontinuity: false });
    expect(statSync(join(directory, held?.file ?? '')).size).toBe(held?.bytes);
    writer.write(videoFrame(t0 + 6000, false));
    writer.write(videoFrame(t0 + 6040, false));
    await writer.close({ ended: true });
    const samples = partsOf(held?.file ?? '').flatMap((part) => [...part.durations]);
    expect(samples.slice(0, 3).map((ticks) => ticks / 90)).toEqual([40, 5960, 40]);
    expect(list().segments[0]?.durationSeconds).toBeCloseTo(6.08, 5);
  });

  it('shortens a hold that was too long', async () => {
    const writer = open('video');
    writer.write(videoFrame(t0, true));
    await writer.flush(t0 + 500);
    writer.write(videoFrame(t0 + 40, false));
    await writer.close({ ended: true });
    expect(partsOf(`segment-${t0}.m4s`).map((part) => part.dts / 90 - 60_000)).toEqual([0, 40]);
    expect(partsOf(`segment-${t0}.m4s`)[0]?.durations[0]).toBe(3600);
  });
});

describe('silence', () => {
  it('fills pauses of the sender, and mutes as they go on', async () => {
    const writer = open('audio');
    for (let ms = 0; ms < 1000; ms += 20) writer.write(audioFrame(t0 + ms));
    writer.write(audioFrame(t0 + 1400));
    for (let ms = 1500; ms <= 9000; ms += 100) writer.tick(t0 + ms);
    expect(writer.stats()?.bufferedToMs).toBeGreaterThan(t0 + 7900);
    for (let ms = 9000; ms < 9500; ms += 20) writer.write(audioFrame(t0 + ms));
    await writer.close({ ended: true });
    const parts = list().segments.flatMap(({ uri }) => partsOf(uri));
    let expected = parts[0]?.dts ?? 0;
    for (const part of parts) {
      expect(part.dts).toBe(expected);
      expected = part.dts + partDuration(part);
      for (const duration of part.durations) expect(duration).toBeLessThanOrEqual(960 + 120);
    }
    expect(wallOf(expected, 48_000)).toBe(9500);
    expect(opusPacketSamples(Buffer.from([0xfc]))).toBe(960);
  });

  it('keeps a length for a short packet of silence when late sound follows it early', async () => {
    const writer = open('audio');
    writer.write(audioFrame(t0));
    writer.tick(t0 + 1120);
    writer.tick(t0 + 1600);
    writer.write(audioFrame(t0 + 620));
    // Silence up to t0 + 1152.5 ends in a packet of 2.5 ms; sound for the last 8 ms of it arrives after all.
    writer.tick(t0 + 1652.5);
    for (let ms = 0; ms < 3000; ms += 20) writer.write(audioFrame(t0 + 1144.5 + ms));
    const open1 = await writer.flush(t0 + 5000);
    expect(open1?.endsAt).toBeCloseTo(t0 + 4144.5, -1);
    const durations = partsOf(open1?.file ?? '').flatMap((part) => [...part.durations]);
    expect(durations.filter((duration) => duration < 1 || duration > 3000)).toEqual([]);
    await writer.close({ ended: true });
  });

  it('leaves packets out that come for time already filled', async () => {
    const writer = open('audio');
    writer.write(audioFrame(t0));
    for (let ms = 100; ms <= 3000; ms += 100) writer.tick(t0 + ms);
    writer.write(audioFrame(t0 + 1000));
    await writer.close({ ended: true });
    const samples = partsOf(`segment-${t0}.m4s`).flatMap((part) => [...part.sizes]);
    expect(samples.filter((size) => size === 4)).toHaveLength(1);
  });
});

describe('retention', () => {
  it('counts from the newest media, delists first, unlinks later, and keeps inits in use', async () => {
    const writer = open('video', { retentionMs: 10_000 });
    feedVideo(writer, 0, 2000);
    writer.configure({ ...testVideoConfig, width: 320 }, { newEpoch: false });
    feedVideo(writer, 2000, 26_000);
    await writer.flush(t0 + 26_000);
    const playlist = list();
    expect(playlist.mediaSequence).toBe(2);
    expect(playlist.segments[0]?.programDateTimeMs).toBe(t0 + 7_000);
    expect(existsSync(join(directory, `segment-${t0}.m4s`))).toBe(true);
    writer.tick(t0 + 70_000);
    await writer.flush(t0 + 70_000);
    expect(existsSync(join(directory, `segment-${t0}.m4s`))).toBe(false);
    expect(readdirSync(directory).filter((name) => name.startsWith('init'))).toEqual(['init-1.mp4']);
    await writer.close({ ended: true });
  });
});

describe('continuing a directory', () => {
  it('cuts the torn tail, lists it, and begins a new epoch; foreign files are let be', async () => {
    const first = open('video');
    feedVideo(first, 0, 7_000);
    const tail = await first.flush(t0 + 7_000);
    const path = join(directory, tail?.file ?? '');
    const whole = statSync(path).size;
    // What kill -9 leaves: half a part, a temporary file, and somebody's notes.
    appendFileSync(path, Buffer.concat([Buffer.from([0, 0, 1, 0]), Buffer.from('moof'), Buffer.alloc(40)]));
    writeFileSync(join(directory, 'full.m3u8.tmp'), '#EXTM3U');
    writeFileSync(join(directory, 'notes.txt'), 'mine');
    writeFileSync(join(directory, `segment-${t0 + 99_000}.m4s`), 'no segment at all');
    const second = open('video');
    expect(statSync(path).size).toBe(whole);
    expect(second.stats()?.bufferedFromMs).toBe(t0);
    feedVideo(second, 10_000, 16_000);
    await second.close({ ended: true });
    expect(list().segments.map(({ uri, discontinuity, durationSeconds, mapUri }) => [uri, discontinuity, durationSeconds, mapUri])).toEqual(
      [
        [`segment-${t0}.m4s`, false, 5, 'init-0.mp4'],
        [`segment-${t0 + 5000}.m4s`, false, 2, 'init-0.mp4'],
        [`segment-${t0 + 10_000}.m4s`, true, 5, 'init-1.mp4'],
        [`segment-${t0 + 15_000}.m4s`, false, 1, 'init-1.mp4'],
      ],
    );
    expect(readdirSync(directory).sort()).toContain('notes.txt');
    expect(readdirSync(directory)).not.toContain(`segment-${t0 + 99_000}.m4s`);
    await first.close({ ended: false });
  });

  it('finds all segments again when the list is damaged', async () => {
    const first = open('video');
    feedVideo(first, 0, 12_000);
    await first.close({ ended: true });
    writeFileSync(join(directory, 'full.m3u8'), 'rubbish');
    const second = open('video');
    expect(second.stats()).toMatchObject({ bufferedFromMs: t0, bufferedToMs: t0 + 12_000 });
    await second.close({ ended: true });
  });
});

describe('a disk that fails', () => {
  it('is told when it is full, and the recording goes on at the next keyframe', async () => {
    const writer = open('video');
    // The second segment's file takes nothing.
    symlinkSync('/dev/full', join(directory, `segment-${String(t0 + 5000)}.m4s`));
    feedVideo(writer, 0, 6_000);
    await writer.flush(t0 + 6_000);
    feedVideo(writer, 6_000, 12_000);
    await writer.close({ ended: true });
    const failed = events.filter((event) => event.type === 'write-failed');
    expect(failed[0]).toMatchObject({ fromMs: t0 + 5_000, error: { code: 'ENOSPC' } });
    expect(failed.at(-1)?.toMs).toBe(t0 + 6_000);
    expect(
      list().segments.map(({ programDateTimeMs, durationSeconds, independent }) => [programDateTimeMs, durationSeconds, independent]),
    ).toEqual([
      [t0, 5, true],
      [t0 + 6_000, 5, true],
      [t0 + 11_000, 1, true],
    ]);
    expect(existsSync(join(directory, `segment-${String(t0 + 5000)}.m4s`))).toBe(false);
  });

  it('costs what could not be written and nothing else', async () => {
    const writer = open('video');
    feedVideo(writer, 0, 2_000);
    await writer.flush(t0 + 2_000);
    rmSync(directory, { recursive: true });
    writer.configure(testVideoConfig, { newEpoch: false });
    feedVideo(writer, 2_000, 4_000);
    await writer.flush(t0 + 4_000);
    const failed = events.filter((event) => event.type === 'write-failed');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed[0]?.fromMs).toBeGreaterThanOrEqual(t0 + 1_900);
    mkdirSync(directory);
    feedVideo(writer, 4_000, 10_000);
    await writer.close({ ended: true });
    expect(list().segments.at(-1)).toMatchObject({ independent: true });
    expect(list().segments.at(-1)?.programDateTimeMs).toBeGreaterThanOrEqual(t0 + 4_000);
  });
});

const sum = (part: PartTable, count: number): number => part.durations.slice(0, count).reduce((total, value) => total + value, 0);
