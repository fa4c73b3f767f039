import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SyntheticShare, startSyntheticShare } from '@reprise/synthetic-share';
import { measureAvOffset, percentile, readClipClock } from '@reprise/synthetic-share/clip-clock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBufferTimeline } from './cmaf/buffer-directory.ts';
import { parseMediaPlaylist } from './cmaf/parse-media-playlist.ts';
import type { RecordingParts } from './create-recording.ts';
import { startTcpRelay } from './testing/tcp-relay.ts';
import { startTestLivekit, type TestLivekit } from './testing/test-livekit.ts';
import { createTestRecording, type TestRecording } from './testing/test-recording.ts';
import { waitUntil } from './testing/wait-until.ts';
import type { MediaTransportEvents } from './transport/media-transport.ts';
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

async function publish(options: { codec?: 'h264' | 'vp8' } = {}): Promise<SyntheticShare> {
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

type Hooks = {
  [Name in 'onRtp' | 'onSenderReport']?: (
    values: Parameters<MediaTransportEvents[Name]>,
  ) => Parameters<MediaTransportEvents[Name]> | undefined;
};

/** A real transport between which and the recorder values are changed, or dropped when undefined. */
function intercept({ onRtp = (values) => values, onSenderReport = (values) => values }: Hooks): RecordingParts {
  return {
    createTransport: ({ events, ...options }) =>
      createWeriftTransport({
        ...options,
        events: {
          ...events,
          onRtp: (...values) => {
            const passed = onRtp(values);
            if (passed !== undefined) events.onRtp(...passed);
          },
          onSenderReport: (...values) => {
            const passed = onSenderReport(values);
            if (passed !== undefined) events.onSenderReport(...passed);
          },
        },
      }),
  };
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
    const errors = frames.map(({ errorMs }) => Math.abs(errorMs));
    expect(percentile(errors, 0.95)).toBeLessThan(100);
    expect(recorded.all('gap')).toEqual([]);
    const { video, audio } = recorded.all('media').at(-1) ?? {};
    expect(video).toMatchObject({ width: 640, height: 360 });
    expect(audio).toEqual({ codec: 'opus' });
  });

  it.each([90, -90])('gives the server time to a share whose clock is %i s off', async (seconds) => {
    await publish();
    const recorded = record({}, intercept({ onSenderReport: ([ssrc, ntp, ...rest]) => [ssrc, ntp + (BigInt(seconds) << 32n), ...rest] }));
    await recorded.start();
    await recorded.event('active');
    await pause(8_000);
    await recorded.stop({ ended: true });
    const errors = (await readRecorded()).map(({ errorMs }) => Math.abs(errorMs));
    expect(errors.length).toBeGreaterThan(100);
    expect(percentile(errors, 0.95)).toBeLessThan(100);
    const { p95AbsoluteMs } = await measureAvOffset(join(directory, 'main.m3u8'));
    expect(p95AbsoluteMs).toBeLessThan(80);
  });

  it('recovers 2 % of lost packets', async () => {
    await publish();
    let count = 0;
    const droppedAt = new Map<string, number>();
    // Every 50th packet, always another one than its own repetition.
    const lose = intercept({
      onRtp: (packet) => {
        const id = packet.slice(0, 3).join(' ');
        if (++count % 50 === 0) droppedAt.set(id, Date.now());
        else droppedAt.delete(id);
        return count % 50 === 0 ? undefined : packet;
      },
    });
    const recorded = record({}, lose);
    await recorded.start();
    await recorded.event('active');
    await waitUntil('10 packets were repaired', 20_000, () => (recorded.all('progress').at(-1)?.stats.recovered ?? 0) >= 10);
    await pause(1_500);
    // LiveKit repeats nothing between a request for a keyframe and the keyframe: what is dropped then is lost, and nothing else.
    const neverRepeated = [...droppedAt.values()].filter((atMs) => Date.now() - atMs > 700).length;
    expect(neverRepeated).toBeLessThanOrEqual(1);
    expect(recorded.all('progress').at(-1)?.stats.lost).toBeLessThanOrEqual(neverRepeated);
    expect(recorded.all('gap').length).toBeLessThanOrEqual(neverRepeated);
  });

  it('continues the same directory after the server died and came back', async () => {
    const running = await publish();
    const recorded = record();
    await recorded.start();
    await recorded.event('active');
    await pause(2_000);
    await livekit.kill();
    await recorded.event('reconnecting');
    await livekit.restart();
    await recorded.event('joined', 2);
    // Shared anew: the client library's own return fails at times or comes with another codec, and its end may never be told.
    await Promise.race([running.stop(), pause(5_000)]);
    await publish();
    const back = await recorded.event('active', 2);
    await pause(1_500);
    await recorded.stop({ ended: true });
    const [gap] = recorded.all('gap');
    expect(gap?.toMs).toBeCloseTo(back.sinceMs, 0);
    expect(gap?.reason).toBe('rejoined');
    const { segments } = await readPlaylist('video');
    expect(segments.filter(({ discontinuity }) => discontinuity)).toHaveLength(recorded.all('active').length - 1);
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

  it('keeps the media while only the signal is lost', async () => {
    await publish();
    const relay = await startTcpRelay(Number(new URL(livekit.url).port));
    try {
      const recorded = record({ url: `ws://127.0.0.1:${relay.port}` });
      await recorded.start();
      await recorded.event('active');
      await pause(1_000);
      relay.cut();
      await recorded.event('joined', 2);
      expect(recorded.all('joined').map(({ generation }) => generation)).toEqual([1, 1]);
      const before = recorded.all('progress').at(-1)?.stats.packets ?? 0;
      await pause(5_000);
      expect(recorded.all('progress').at(-1)?.stats.packets).toBeGreaterThan(before + 200);
      expect(recorded.all('gap')).toEqual([]);
      expect(recorded.all('active')).toHaveLength(1);
      expect(recorded.all('reconnecting')).toHaveLength(1);
    } finally {
      await relay.close();
    }
  });

  it('receives over TCP where UDP is blocked', async () => {
    await publish();
    const recorded = record({}, { candidates: 'tcp' });
    await recorded.start();
    await recorded.event('active');
    await pause(1_000);
    expect((await recorded.flush(Date.now(), 300)).map(({ track }) => track).sort()).toEqual(['audio', 'video']);
  });

  it('says when the share ended and records its return', async () => {
    const beganAtMs = Date.now();
    const first = await publish();
    const recorded = record();
    await recorded.start();
    await recorded.event('active');
    await first.stop();
    expect((await recorded.event('share-ended')).reason).toMatch(/unpublished|participant-left/);
    const endedAtMs = Date.now();
    await pause(4_000);
    // Nothing grows while nobody shares, no silence either: what can be captured ends with the picture.
    expect(await recorded.flush(Date.now(), 0)).toEqual([]);
    expect(recorded.all('progress').at(-1)?.bufferedToMs).toBeLessThan(endedAtMs);
    await publish();
    await recorded.event('active', 2);
    await pause(1_500);
    await recorded.stop({ ended: true });
    expect(recorded.all('failed')).toEqual([]);
    for (const track of ['video', 'audio'] as const) {
      const storedMs = (await readPlaylist(track)).segments.reduce((sum, { durationSeconds }) => sum + durationSeconds * 1000, 0);
      expect(storedMs, track).toBeLessThan(Date.now() - beganAtMs - 4_000);
    }
  });

  it('goes on with a picture of another size in the same epoch', async () => {
    const running = await publish();
    const recorded = record();
    await recorded.start();
    await recorded.event('active');
    await pause(1_000);
    running.resize(480, 272);
    await waitUntil('the new size is seen', 10_000, () => recorded.all('media').at(-1)?.video?.width === 480);
    await recorded.stop({ ended: true });
    const { segments } = await readPlaylist('video');
    expect(segments.filter(({ discontinuity }) => discontinuity)).toHaveLength(0);
    expect(recorded.all('gap')).toEqual([]);
  });

  it('stays out of a room that was deleted', async () => {
    await publish();
    const recorded = record();
    await recorded.start();
    await recorded.event('active');
    await livekit.rooms.deleteRoom('stage');
    expect((await recorded.event('failed')).code).toBe('room-deleted');
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
