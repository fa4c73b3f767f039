import { liveEventSchema } from '@reprise/replay';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createCaller } from './root.ts';
import { createMatrixWorld, type MatrixWorld, type Persona } from './testing/matrix-world.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';

/** Tracked data: the id, the event, and a mark of tRPC's own. */
const deliverySchema = z.tuple([z.string(), liveEventSchema]).rest(z.unknown());

let server: TestApi;
let world: MatrixWorld;

beforeAll(async () => {
  server = await startTestApi();
  world = await createMatrixWorld(server);
});
afterAll(() => server.stop());

async function callerOf(persona: Exclude<Persona, 'anonymous'>) {
  const headers = new Headers({ authorization: `Bearer ${world.tokens[persona] ?? ''}` });
  return createCaller(await server.api.createContext(headers));
}

test('an open call hears of the settings its community changes, and reads them', async () => {
  const { communityId, roomName, channelId, roleId } = await world.fresh();
  const member = await callerOf('member');
  const admin = await callerOf('communityAdmin');
  expect(await member.calls.rules({ roomName })).toMatchObject({
    permissions: [],
    enabled: true,
    whoMayCapture: 'sharer',
    startAutomatically: false,
    allowedQualities: ['720p', '1080p', '1440p'],
    textChannels: [{ id: channelId, name: 'clips' }],
  });

  await admin.admin.communityConfig.patch({ communityId, whoMayCapture: 'anyone', startAutomatically: true, allowedQualities: ['1080p'] });
  await admin.communities.setRolePermissions({ communityId, roleId, permissions: ['CAPTURE_REPLAY'] });
  const heard: unknown[] = [];
  for await (const delivery of await member.events.live({ roomName, lastEventId: '0' })) {
    const [, event] = deliverySchema.parse(delivery);
    if (event.type === 'community.changed') heard.push(event);
    if (heard.length === 2) break;
  }
  expect(heard).toMatchObject([
    { topic: `community:${communityId}`, payload: { communityId, what: 'settings' } },
    { topic: `community:${communityId}`, payload: { communityId, what: 'roles' } },
  ]);

  expect(await member.calls.rules({ roomName })).toMatchObject({
    permissions: ['CAPTURE_REPLAY'],
    whoMayCapture: 'anyone',
    startAutomatically: true,
    allowedQualities: ['1080p'],
  });
});

test('preferences have defaults, keep what a change leaves out, and are one’s own', async () => {
  await world.fresh();
  const member = await callerOf('member');
  const defaults = { captureShortcut: 'alt+c', captureSeconds: 60, startAutomatically: false };
  expect(await member.me.preferences()).toEqual(defaults);
  await member.me.updatePreferences({ captureShortcut: 'ctrl+shift+f8' });
  const changed = await member.me.updatePreferences({ captureSeconds: 30, startAutomatically: true });
  expect(changed).toEqual({ captureShortcut: 'ctrl+shift+f8', captureSeconds: 30, startAutomatically: true });
  expect(await member.me.preferences()).toEqual(changed);
  expect(await (await callerOf('moderator')).me.preferences()).toEqual(defaults);
  await expect(member.me.updatePreferences({ captureShortcut: 'c' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
