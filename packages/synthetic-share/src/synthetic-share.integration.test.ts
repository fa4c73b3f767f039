import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { dispose, Room, RoomEvent, TrackKind, TrackSource, VideoBufferType, VideoStream } from '@livekit/rtc-node';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { findLivekitProgram } from '../../../scripts/stack/livekit-binary.ts';
import { livekitConfig, writeLivekitConfig } from '../../../scripts/stack/livekit-config.ts';
import { silentProgress } from '../../../scripts/stack/progress.ts';
import { freeStackPorts } from '../../../scripts/stack/stack-options.ts';
import { superviseProcess } from '../../../scripts/stack/supervised-process.ts';
import type { SupervisedProcess } from '../../../scripts/stack/supervised-process.ts';
import { describeHttpProblem, waitUntilReady } from '../../../scripts/stack/wait-for.ts';
import { readClock } from './clock-picture.ts';
import { startPresenter } from './presenter.ts';
import { startSyntheticShare } from './synthetic-share.ts';

const secrets = { livekitApiKey: 'testkey', livekitApiSecret: 'a-secret-of-tests-that-is-long-enough' };
let directory: string;
let livekit: SupervisedProcess;
let address: string;
let rooms: RoomServiceClient;

async function token(room: string, identity: string): Promise<string> {
  const accessToken = new AccessToken(secrets.livekitApiKey, secrets.livekitApiSecret, { identity });
  accessToken.addGrant({ roomJoin: true, room, canPublish: true, canSubscribe: true });
  return accessToken.toJwt();
}

/** Joins as a viewer and hands on the clock of each frame that arrives, with the time of its arrival. */
async function watch(room: string, onClock: (clockMs: number, arrivedMs: number) => void): Promise<Room> {
  const viewer = new Room();
  viewer.on(RoomEvent.TrackSubscribed, (track) => {
    if (track.kind !== TrackKind.KIND_VIDEO) return;
    void (async () => {
      for await (const { frame } of new VideoStream(track)) {
        const arrivedMs = Date.now();
        const { data, width, height } = frame.convert(VideoBufferType.I420);
        const clockMs = readClock({ data, width, height });
        if (clockMs !== undefined) onClock(clockMs, arrivedMs);
      }
    })();
  });
  await viewer.connect(`ws://${address}`, await token(room, 'viewer'), { autoSubscribe: true, dynacast: false });
  onTestFinished(() => viewer.disconnect());
  return viewer;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'synthetic-share-'));
  const ports = await freeStackPorts();
  const program = await findLivekitProgram(silentProgress);
  const configPath = join(directory, 'livekit.yaml');
  const config = livekitConfig({ signal: ports.livekit, rtcTcp: ports.livekitTcp, rtcUdp: ports.livekitUdp }, secrets, undefined);
  await writeLivekitConfig(configPath, config);
  livekit = superviseProcess({
    name: 'livekit',
    command: program.command,
    args: program.args(configPath),
    cwd: directory,
    env: process.env,
    graceMs: 5_000,
    onLine: () => {},
    onPid: () => {},
    onGiveUp: () => {},
  });
  address = `127.0.0.1:${ports.livekit}`;
  await waitUntilReady('LiveKit', 10_000, () => describeHttpProblem(`http://${address}`));
  rooms = new RoomServiceClient(`http://${address}`, secrets.livekitApiKey, secrets.livekitApiSecret);
});
afterAll(async () => {
  await dispose();
  await livekit.stop();
  await rm(directory, { recursive: true, force: true });
});

it.each(['h264', 'vp8'] as const)('publishes the clock and its beep live as %s', async (codec) => {
  const room = `live-${codec}`;
  const share = await startSyntheticShare({ url: `ws://${address}`, token: await token(room, 'sharer'), codec, width: 640, height: 360 });
  onTestFinished(() => share.stop());
  const expected = [
    { sid: share.videoTrackSid, source: TrackSource.SOURCE_SCREENSHARE, mimeType: codec === 'h264' ? 'video/H264' : 'video/VP8' },
    { sid: share.audioTrackSid, source: TrackSource.SOURCE_SCREENSHARE_AUDIO, mimeType: 'audio/opus' },
  ];
  // LiveKit lists a new track a moment after its publisher was told.
  await vi.waitFor(
    async () => {
      const [sharer] = await rooms.listParticipants(room);
      const tracks = sharer?.tracks.map(({ sid, source, mimeType }) => ({ sid, source, mimeType })) ?? [];
      expect(tracks.sort((a, b) => a.source - b.source)).toEqual(expected);
    },
    { timeout: 5_000, interval: 50 },
  );

  const ages: number[] = [];
  await watch(room, (clockMs, arrivedMs) => ages.push(arrivedMs - clockMs));
  await vi.waitFor(() => expect(ages.length).toBeGreaterThan(20), { timeout: 20_000, interval: 100 });
  ages.sort((a, b) => a - b);
  // The time in the picture is that of drawing: what is left is encoding, the network and decoding.
  expect(ages[0]).toBeGreaterThanOrEqual(0);
  expect(ages[Math.floor(ages.length / 2)]).toBeLessThan(500);
});

it('draws the clock of a sharer whose clock is off', async () => {
  const clockOffsetMs = 90_000;
  const share = await startSyntheticShare({
    url: `ws://${address}`,
    token: await token('offset', 'sharer'),
    width: 320,
    height: 180,
    clockOffsetMs,
  });
  onTestFinished(() => share.stop());
  const offsets: number[] = [];
  await watch('offset', (clockMs, arrivedMs) => offsets.push(clockMs - arrivedMs));
  await vi.waitFor(() => expect(offsets.length).toBeGreaterThan(3), { timeout: 20_000, interval: 100 });
  for (const offset of offsets) expect(Math.abs(offset - clockOffsetMs)).toBeLessThan(2_000);
});

it('pauses, goes on in another size and publishes anew', async () => {
  const share = await startSyntheticShare({ url: `ws://${address}`, token: await token('changes', 'sharer'), width: 640, height: 360 });
  onTestFinished(() => share.stop());
  const clocks: number[] = [];
  await watch('changes', (clockMs) => clocks.push(clockMs));
  await vi.waitFor(() => expect(clocks.length).toBeGreaterThan(3), { timeout: 20_000, interval: 50 });

  share.resize(320, 180);
  await share.pause();
  const pausedAt = Date.now();
  share.resume();
  await vi.waitFor(() => expect(clocks.at(-1)).toBeGreaterThan(pausedAt), { timeout: 20_000, interval: 50 });

  const before = share.videoTrackSid;
  const after = await share.republish();
  expect(after.videoTrackSid).not.toBe(before);
  expect(share.videoTrackSid).toBe(after.videoTrackSid);
  const republishedAt = Date.now();
  await vi.waitFor(() => expect(clocks.at(-1)).toBeGreaterThan(republishedAt), { timeout: 20_000, interval: 50 });
});

it('presents while somebody is there and leaves an empty room', async () => {
  const identities = async (): Promise<string[]> =>
    (await rooms.listParticipants('stage').catch(() => [])).map(({ identity }) => identity).sort();
  let bufferStarts = 0;
  const stop = startPresenter({
    roomName: 'stage',
    identity: 'presenter',
    pollIntervalMs: 100,
    leaveAfterMs: 500,
    log: () => {},
    share: { width: 320, height: 180 },
    join: async () => ({ url: `ws://${address}`, token: await token('stage', 'presenter') }),
    startBuffer: () => {
      bufferStarts += 1;
      return Promise.resolve();
    },
    listOccupants: (room) => rooms.listParticipants(room).catch(() => []),
  });
  onTestFinished(stop);
  const clocks: number[] = [];
  const viewer = await watch('stage', (clockMs) => clocks.push(clockMs));
  await vi.waitFor(() => expect(clocks.length).toBeGreaterThan(3), { timeout: 20_000, interval: 50 });
  expect(await identities()).toEqual(['presenter', 'viewer']);
  expect(bufferStarts).toBe(1);
  await viewer.disconnect();
  await vi.waitFor(async () => expect(await identities()).toEqual([]), { timeout: 10_000, interval: 50 });
});
