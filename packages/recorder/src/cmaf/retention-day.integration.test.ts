import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTrackWriter } from './create-track-writer.ts';
import { parseMediaPlaylist } from './parse-media-playlist.ts';
import { testVideoConfig, videoFrame } from './test-frames.ts';

const t0 = 1_790_000_000_000;
const DAY_MS = 24 * 3_600_000;
const RETENTION_MS = 12 * 60_000;
const SEGMENT_MS = 10_000;
const FRAME_MS = 5_000;
const FRAME_BYTES = 1_000;
/** How often it is looked: as often as the retention job runs. */
const LOOK_EVERY_MS = 5 * 60_000;
const DISK_EVERY_MS = 30_000;
/** Delisted files stay for players that read the older list: 2.5 target durations of 12 s, and the step of the disk. */
const UNLINK_DELAY_SEGMENTS = 7;

let directory: string;
beforeEach(async () => {
  // A day of fsyncs takes a real disk minutes; nothing here depends on one.
  directory = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'reprise-day-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('over a day the buffer holds twelve minutes and at most a segment more, and the disk no more than that', async () => {
  const problems: unknown[] = [];
  const writer = createTrackWriter({
    directory,
    kind: 'video',
    timelineZeroMs: t0,
    segmentDurationMs: SEGMENT_MS,
    partDurationMs: 500,
    retentionMs: RETENTION_MS,
    liveWindowMs: RETENTION_MS,
    onEvent: (event) => {
      if (event.type === 'write-failed') problems.push(event);
    },
  });
  writer.configure(testVideoConfig, { newEpoch: true });
  const sizes = new Set<number>();
  for (let ms = 0; ms <= DAY_MS; ms += FRAME_MS) {
    writer.tick(t0 + ms);
    writer.write(videoFrame(t0 + ms, ms % SEGMENT_MS === 0, FRAME_BYTES));
    // The disk keeps step with the simulated clock.
    if (ms % DISK_EVERY_MS === 0) await writer.flush(t0 + ms + 1);
    if (ms % LOOK_EVERY_MS !== 0 || ms < RETENTION_MS + SEGMENT_MS) continue;
    const { segments } = parseMediaPlaylist(readFileSync(join(directory, 'full.m3u8'), 'utf8'));
    const heldMs = segments.reduce((sum, segment) => sum + segment.durationSeconds * 1000, 0);
    expect(heldMs).toBeGreaterThanOrEqual(RETENTION_MS);
    expect(heldMs).toBeLessThanOrEqual(RETENTION_MS + SEGMENT_MS + 100);
    const files = readdirSync(directory).filter((name) => name.endsWith('.m4s'));
    expect(files.length).toBeGreaterThan(segments.length - 1);
    expect(files.length).toBeLessThanOrEqual(segments.length + 1 + UNLINK_DELAY_SEGMENTS);
    sizes.add(files.reduce((sum, name) => sum + statSync(join(directory, name)).size, 0));
  }
  await writer.close({ ended: true });
  expect(problems).toEqual([]);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  expect(most - least).toBeLessThanOrEqual(2 * UNLINK_DELAY_SEGMENTS * FRAME_BYTES);
}, 600_000);
