import { startTestLivekit, type TestLivekit } from '@reprise/recorder/testing';
import { disposeSyntheticShares, startSyntheticShare } from '@reprise/synthetic-share';
import { TokenVerifier } from 'livekit-server-sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallRooms, CallTokens } from '../ports/call-rooms.ts';
import { createLiveKitCallRooms } from './livekit-call-rooms.ts';
import { createLiveKitCallTokens } from './livekit-call-tokens.ts';

let livekit: TestLivekit;
let rooms: CallRooms;
let tokens: CallTokens;

beforeAll(async () => {
  livekit = await startTestLivekit('room');
  rooms = createLiveKitCallRooms({ url: livekit.url, ...livekit.credentials });
  tokens = createLiveKitCallTokens({ url: livekit.url, ...livekit.credentials });
});
afterAll(async () => {
  await disposeSyntheticShares();
  await livekit.close();
});

test('a share is found with its tracks while it is published, with nothing but a call token', async () => {
  expect(await rooms.findShare('room', 'ann')).toBeNull();
  expect(await rooms.isInRoom('room', 'ann')).toBe(false);
  const token = await tokens.createToken({ roomName: 'room', identity: 'ann', name: 'Ann' });
  const share = await startSyntheticShare({ url: livekit.url, token, width: 320, height: 180, framesPerSecond: 5 });
  const tracks = { videoTrackId: share.videoTrackSid, audioTrackId: share.audioTrackSid ?? '' };
  expect(await rooms.findShare('room', 'ann', tracks)).toEqual(tracks);
  expect(await rooms.findShare('room', 'ann')).toEqual(tracks);
  const impatient = createLiveKitCallRooms({ url: livekit.url, ...livekit.credentials, patienceMs: 0 });
  expect(await impatient.findShare('room', 'ann', { videoTrackId: 'TR_other' })).toBeNull();
  expect(await rooms.findShare('room', 'bob')).toBeNull();
  expect(await rooms.findShare('elsewhere', 'ann')).toBeNull();
  expect(await rooms.isInRoom('room', 'ann')).toBe(true);
  await share.stop();
  expect(await rooms.findShare('room', 'ann')).toBeNull();
});

test('a call token gives one room and nothing to administer', async () => {
  const token = await tokens.createToken({ roomName: 'room', identity: 'ann', name: 'Ann' });
  const { video, sub, exp = 0 } = await new TokenVerifier(livekit.credentials.apiKey, livekit.credentials.apiSecret).verify(token);
  expect(sub).toBe('ann');
  expect(exp - Date.now() / 1000).toBeLessThanOrEqual(600);
  expect(video).toEqual({
    room: 'room',
    roomJoin: true,
    canSubscribe: true,
    canPublish: true,
    canPublishSources: ['microphone', 'camera', 'screen_share', 'screen_share_audio'],
    canPublishData: false,
    canUpdateOwnMetadata: false,
  });
});

test('a server that is not there, or other keys, is unreachable and no empty room', async () => {
  const nowhere = createLiveKitCallRooms({ url: 'ws://127.0.0.1:1', ...livekit.credentials, timeoutSeconds: 1 });
  await expect(nowhere.findShare('room', 'ann')).rejects.toMatchObject({ code: 'LIVEKIT_UNREACHABLE' });
  const wrong = createLiveKitCallRooms({
    url: livekit.url,
    apiKey: livekit.credentials.apiKey,
    apiSecret: 'another secret that is long enough too',
  });
  await expect(wrong.isInRoom('room', 'ann')).rejects.toMatchObject({ code: 'LIVEKIT_UNREACHABLE' });
});
