import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTrackWriter } from './create-track-writer.ts';
import { parseMediaPlaylist } from './parse-media-playlist.ts';
import { testVideoConfig, videoFrame } from './test-frames.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reprise-kill-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const options = (directory: string, timelineZeroMs: number) => ({
  directory,
  kind: 'video' as const,
  timelineZeroMs,
  segmentDurationMs: 2000,
  partDurationMs: 500,
  retentionMs: 60_000,
  liveWindowMs: 60_000,
  onEvent: () => undefined,
});

it.each([1_300, 2_250, 3_470])('loses at most half a second when its process is killed after %d ms, and is continued', async (lifeMs) => {
  const directory = join(root, String(lifeMs));
  const timelineZeroMs = Date.now() - 60_000;
  const child = fork(fileURLToPath(new URL('./testdata/endless-writer.ts', import.meta.url)), [directory, String(timelineZeroMs)], {
    execPath: process.execPath,
    execArgv: [],
  });
  let newestFrameMs = 0;
  child.on('message', (wallMs) => {
    if (typeof wallMs === 'number') newestFrameMs = wallMs;
  });
  await once(child, 'message');
  await new Promise((resolve) => setTimeout(resolve, lifeMs));
  child.kill('SIGKILL');
  await once(child, 'exit');

  const writer = createTrackWriter(options(directory, timelineZeroMs));
  const recovered = writer.stats();
  expect(newestFrameMs - (recovered?.bufferedToMs ?? 0)).toBeLessThanOrEqual(500);
  writer.configure(testVideoConfig, { newEpoch: true });
  const restartMs = Date.now();
  for (let ms = 0; ms < 3000; ms += 40) writer.write(videoFrame(restartMs + ms, ms % 1000 === 0));
  await writer.close({ ended: true });
  const { segments } = parseMediaPlaylist(await readFile(join(directory, 'full.m3u8'), 'utf8'));
  const epochs = segments.filter((segment) => segment.discontinuity);
  expect(epochs).toHaveLength(1);
  expect(epochs[0]?.programDateTimeMs).toBe(restartMs);
  const before = segments.slice(
    0,
    segments.findIndex((segment) => segment.discontinuity),
  );
  // Without a hole up to the kill.
  for (const [index, segment] of before.entries()) {
    const next = before[index + 1];
    if (next)
      expect(
        Math.abs((segment.programDateTimeMs ?? 0) + segment.durationSeconds * 1000 - (next.programDateTimeMs ?? 0)),
      ).toBeLessThanOrEqual(2);
  }
});
