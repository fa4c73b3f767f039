import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SyntheticShare, startSyntheticShare } from '@reprise/synthetic-share';
import { readClipClock } from '@reprise/synthetic-share/clip-clock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBufferTimeline } from './cmaf/buffer-directory.ts';
import { parseMediaPlaylist } from './cmaf/parse-media-playlist.ts';
import { startTestLivekit, type TestLivekit } from './testing/test-livekit.ts';
import { createTestRecording, type TestRecording } from './testing/test-recording.ts';
import { waitUntil } from './testing/wait-until.ts';
import { createWeriftTransport } from './transport/werift-transport.ts';

let livekit: TestLivekit;
let directory: string;
let share: SyntheticShare | undefined;
let recording: TestRecording | undefined;

beforeEach(async () => {
  livekit = await startTestLivekit('stage');
  directory = await mkdtemp(join(tmpdir(), 'recording-'));
});

afterEach(async () => {
  await recording?.stop();
  await share?.stop();
  recording = undefined;
  share = undefined;
  await livekit.close();
  await rm(directory, { recursive: true, force: true });
});

async function publish(options: { codec?: 'h264' | 'vp8'; clockOffsetMs?: number } = {}): Promise<SyntheticShare> {
  share = await startSyntheticShare({
    url: livekit.url,
    token: await livekit.token('sharer', { canPublish: true }),
    width: 640,
    height: 360,
    ...options,
  });
  return share;
}

function record(...more: Parameters<typeof createTestRecording> extends [unknown, unknown, ...infer Rest] ? Rest : never) {
  recording = createTestRecording(livekit, directory, ...more);
  return recording;
}

async function pause(ms: number): Promise<void> {
  await new Promise((done) => setTimeout(done, ms));
}

/** Frames on disk: their clock and how far their wall time is from it. */
async function readRecorded(): Promise<Array<{ clockMs: number; errorMs: number }>> {
  const timeline = await readBufferTimeline(directory);
  const frames = await readClipClock(join(directory, 'video', 'full.m3u8'));
  return frames.flatMap(({ ptsMs, clockMs }) =>
    clockMs === undefined ? [] : [{ clockMs, errorMs: (timeline?.timelineZeroMs ?? 0) + ptsMs - clockMs }],
  );
}

async function readPlaylist(track: 'video' | 'audio') {
  return parseMediaPlaylist(await readFile(join(directory, track, 'full.m3u8'), 'utf8'));
}

describe('a recording of a real share', () => {
  it('stores every frame at its server time, up to the press', async () => {
    await publish();
    const recorded = record();
    await recorded.start();
    await recorded.event('active');
    await pause(8_000);
    const pressMs = Date.now();
    const open = await recorded.flush(pressMs, 500);
    expect(Date.now() - pressMs).toBeLessThan(500);
    expect(open.map(({ track }) => track).sort()).toEqual(['audio', 'video']);
    for (const { endsAt } of open) expect(endsAt).toBeGreaterThan(pressMs - 300);
    await recorded.stop({ ended: true });
    const frames = await readRecorded();
    expect(frames.length).toBeGreaterThan(8 * 15 * 0.9);
    const errors = frames.map(({ errorMs }) => Math.abs(errorMs)).sort((a, b) => a - b);
    console.log('error p50', errors[Math.floor(errors.length / 2)], 'p95', errors[Math.floor(errors.length * 0.95)]);
    expect(errors[Math.floor(errors.length * 0.95)]).toBeLessThan(100);
    expect(recorded.all('gap')).toEqual([]);
    const { video, audio } = recorded.all('media').at(-1) ?? {};
    expect(video).toMatchObject({ width: 640, height: 360 });
    expect(audio).toEqual({ codec: 'opus' });
  });

  it('gives the server time to a share whose clock is 90 s off', async () => {
    await publish({ clockOffsetMs: 90_000 });
    const recorded = record();
    await recorded.start();
    const { sinceMs } = await recorded.event('active');
    expect(Math.abs(sinceMs - Date.now())).toBeLessThan(1_000);
  });

  it('recovers 2 % of lost packets', async () => {
    await publish();
    let count = 0;
    const recorded = record(
      {},
      {
        createTransport: (options) =>
          createWeriftTransport({
            ...options,
            events: {
              ...options.events,
              // Every 50th packet, always another one than its own repetition.
              onRtp: (...packet) => (++count % 50 === 0 ? undefined : options.events.onRtp(...packet)),
            },
          }),
      },
    );
    await recorded.start();
    await recorded.event('active');
    await waitUntil('10 packets were repaired', 20_000, () => (recorded.all('progress').at(-1)?.stats.recovered ?? 0) >= 10);
    await pause(1_500);
    expect(recorded.all('progress').at(-1)?.stats.lost).toBe(0);
    expect(recorded.all('gap')).toEqual([]);
  });

  it('continues the same directory after the server died and came back', async () => {
    await publish();
    const recorded = record();
    await recorded.start();
    await recorded.event('active');
    await pause(2_000);
    await livekit.kill();
    await recorded.event('reconnecting');
    await livekit.restart();
    // The share comes back by itself, as a browser's does.
    await recorded.event('joined', 2);
    const back = await recorded.event('active', 2, 20_000);
    await pause(1_500);
    await recorded.stop({ ended: true });
    const gap = recorded.all('gap').at(-1);
    expect(gap?.toMs).toBeCloseTo(back.sinceMs, 0);
    expect(gap?.reason).toBe('rejoined');
    const { segments } = await readPlaylist('video');
    expect(segments.filter(({ discontinuity }) => discontinuity)).toHaveLength(1);
  });

  it('begins a new epoch when the share is published again', async () => {
    const running = await publish();
    const recorded = record();
    await recorded.start();
    await recorded.event('active');
    await pause(1_500);
    await running.republish();
    await recorded.event('active', 2);
    await pause(1_500);
    await recorded.stop({ ended: true });
    expect(recorded.all('gap').map(({ reason }) => reason)).toEqual(['republished']);
    const { segments } = await readPlaylist('video');
    expect(segments.filter(({ discontinuity }) => discontinuity)).toHaveLength(1);
  });

  it('ends for good when an admin removes the recorder', async () => {
    await publish();
    const recorded = record();
    await recorded.start();
    await recorded.event('active');
    await livekit.rooms.removeParticipant('stage', 'rec-test-1');
    expect((await recorded.event('failed')).code).toBe('removed');
    await pause(1_500);
    expect(recorded.all('joined')).toHaveLength(1);
  });

  it('names a codec that it cannot record', async () => {
    await publish({ codec: 'vp8' });
    const recorded = record();
    await recorded.start();
    expect(await recorded.event('failed')).toEqual({
      type: 'failed',
      code: 'unsupported-codec',
      message: "The share's video is VP8, which cannot be recorded",
    });
  });

  it('rejects the start when LiveKit refuses the token', async () => {
    const recorded = record({ createToken: () => Promise.resolve('not-a-token') });
    await expect(recorded.start()).rejects.toThrow(/refused/);
  });
});
