import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTrackWriter } from './create-track-writer.ts';
import { type ParsedSegment, parseMediaPlaylist } from './parse-media-playlist.ts';
import { audioFrame, testAudioConfig, testVideoConfig, videoFrame } from './test-frames.ts';
import type { TrackWriter } from './track-writer.ts';

const t0 = 1_790_000_000_000;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reprise-interruption-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function open(kind: 'video' | 'audio'): TrackWriter {
  const writer = createTrackWriter({
    directory,
    kind,
    timelineZeroMs: t0,
    segmentDurationMs: 5000,
    partDurationMs: 500,
    retentionMs: 720_000,
    liveWindowMs: 30_000,
    onEvent: () => undefined,
  });
  writer.configure(kind === 'video' ? testVideoConfig : testAudioConfig, { newEpoch: true });
  return writer;
}

/** 25 frames a second, a keyframe every second. */
function feedVideo(writer: TrackWriter, fromMs: number, toMs: number): void {
  for (let ms = fromMs; ms < toMs; ms += 40) writer.write(videoFrame(t0 + ms, ms % 1000 === 0));
}

function listSegments(): ParsedSegment[] {
  return parseMediaPlaylist(readFileSync(join(directory, 'full.m3u8'), 'utf8')).segments;
}

describe('an interruption', () => {
  it('is a discontinuity in the list, not a held picture, and ends with the next keyframe', async () => {
    const writer = open('video');
    feedVideo(writer, 0, 2_000);
    for (let ms = 2_000; ms < 3_500; ms += 100) writer.tick(t0 + ms);
    writer.interrupt();
    feedVideo(writer, 4_200, 7_000);
    await writer.close({ ended: true });
    expect(
      listSegments().map(({ durationSeconds, programDateTimeMs, discontinuity }) => [durationSeconds, programDateTimeMs, discontinuity]),
    ).toEqual([
      [2, t0, false],
      [2, t0 + 5_000, true],
    ]);
  });

  it('is told by the next writer when this one died before it listed what came after', async () => {
    const first = open('video');
    feedVideo(first, 0, 2_000);
    first.interrupt();
    feedVideo(first, 8_000, 10_000);
    await first.flush(t0 + 10_000);
    await open('video').close({ ended: true });
    expect(listSegments().map(({ programDateTimeMs, discontinuity }) => [programDateTimeMs, discontinuity])).toEqual([
      [t0, false],
      [t0 + 8_000, true],
    ]);
    await first.close({ ended: false });
  });

  it('of the sound is a hole as well: there is no silence where no share was', async () => {
    const writer = open('audio');
    for (let ms = 0; ms < 1_000; ms += 20) writer.write(audioFrame(t0 + ms));
    writer.interrupt();
    for (let ms = 1_000; ms < 60_000; ms += 100) writer.tick(t0 + ms);
    for (let ms = 60_000; ms < 61_000; ms += 20) writer.write(audioFrame(t0 + ms));
    await writer.close({ ended: true });
    expect(
      listSegments().map(({ durationSeconds, programDateTimeMs, discontinuity }) => [durationSeconds, programDateTimeMs, discontinuity]),
    ).toEqual([
      [1, t0, false],
      [1, t0 + 60_000, true],
    ]);
  });

  it('of the sound for long leaves nothing that is older than the picture', async () => {
    const writer = open('audio');
    for (let ms = 0; ms < 18_000; ms += 20) writer.write(audioFrame(t0 + ms));
    await writer.flush(t0 + 18_000);
    for (let ms = 18_000; ms < 20_000; ms += 20) writer.write(audioFrame(t0 + ms));
    writer.interrupt();
    expect(writer.stats()?.bufferedToMs).toBe(t0 + 20_000);
    await writer.flush(t0 + 20_000);
    writer.expire(t0 + 11_000);
    await writer.flush(t0 + 20_000);
    expect(listSegments().map(({ programDateTimeMs }) => programDateTimeMs)).toEqual([t0 + 10_000, t0 + 15_000]);
    writer.expire(t0 + 60_000);
    await writer.flush(t0 + 60_000);
    expect(listSegments().map(({ programDateTimeMs }) => programDateTimeMs)).toEqual([t0 + 15_000]);
    writer.tick(t0 + 120_000);
    await writer.close({ ended: true });
    expect((await readdir(directory)).filter((name) => name.startsWith('segment-'))).toHaveLength(1);
  });
});
