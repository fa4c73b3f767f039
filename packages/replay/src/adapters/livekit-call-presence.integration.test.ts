import { startTestLivekit, type TestLivekit, waitUntil } from '@reprise/recorder/testing';
import { startSyntheticShare, type SyntheticShare } from '@reprise/synthetic-share';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLiveKitCallPresence } from './livekit-call-presence.ts';

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

test('lists who is in which call and shares, remembers it for a moment, and asks anew when told to', async () => {
  const presence = createLiveKitCallPresence({ url: livekit.url, ...livekit.credentials });
  const list = async () => {
    presence.forget(ROOM);
    return presence.list([ROOM, 'no such room']);
  };
  await waitUntil('the share is listed', 5000, async () => (await list())[0]?.people[0]?.isSharing === true);
  expect(await list()).toMatchObject([{ roomName: ROOM, people: [{ userId: 'robin', isSharing: true }] }]);
  await share.stop();
  await waitUntil('the room is empty', 5000, async () => (await list()).length === 0);
  await livekit.kill();
  expect(await presence.list([ROOM])).toEqual([]);
  await expect(list()).rejects.toMatchObject({ code: 'LIVEKIT_UNREACHABLE' });
  // A failure is not remembered as an answer.
  await expect(presence.list([ROOM])).rejects.toMatchObject({ code: 'LIVEKIT_UNREACHABLE' });
});
