import { ParticipantInfo } from '@livekit/protocol';
import { startTestLivekit, type TestLivekit, waitUntil } from '@reprise/recorder/testing';
import { startSyntheticShare, type SyntheticShare } from '@reprise/synthetic-share';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLiveKitCallSurvey, isRecorder } from './livekit-call-survey.ts';

const ROOM = 'stage';
let livekit: TestLivekit;
let share: SyntheticShare;
beforeAll(async () => {
  livekit = await startTestLivekit(ROOM);
  share = await startSyntheticShare({
    url: livekit.url,
    token: await livekit.token('robin', { canPublish: true }),
    width: 320,
    height: 180,
  });
});
afterAll(async () => {
  await share.stop();
  await livekit.close();
});

test('lists who shares in which room, and nobody once the share or the room is gone', async () => {
  const survey = createLiveKitCallSurvey({ url: livekit.url, ...livekit.credentials });
  const list = () => survey.listShares([ROOM, 'no such room']);
  // LiveKit lists the tracks of a share one after the other.
  await waitUntil(
    'the share is listed with its sound',
    5000,
    async () => (await list()).get(ROOM)?.get('robin')?.audioTrackId !== undefined,
  );
  const shares = await list();
  const found = shares.get(ROOM)?.get('robin');
  expect(found?.videoTrackId).toMatch(/^TR_/);
  expect(found?.audioTrackId).toMatch(/^TR_/);
  expect(shares.get('no such room')?.size).toBe(0);
  await share.stop();
  await waitUntil('the share is gone', 5000, async () => (await list()).get(ROOM)?.size === 0);
  await livekit.kill();
  await expect(list()).rejects.toMatchObject({ code: 'LIVEKIT_UNREACHABLE' });
});

test.each([
  ['our recorder', { identity: 'rec-s1-1000', kind: 0 }, true],
  ['somebody hidden', { identity: 'x', kind: 0, permission: { hidden: true } }, true],
  ['Egress', { identity: 'EG_x', kind: 2 }, true],
  ['a person', { identity: 'recorder-fan', kind: 0, permission: { hidden: false } }, false],
])('%s', (_name, participant, expected) => {
  expect(isRecorder(new ParticipantInfo(participant))).toBe(expected);
});
