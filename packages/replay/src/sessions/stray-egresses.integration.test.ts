import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@reprise/recorder/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEgressApi, type EgressApi } from '../adapters/egress-api.ts';
import type { OpenSession } from '../ports/reconcile-store.ts';
import { type EgressServer, startEgressServer } from '../testing/start-egress-server.ts';
import { reconcileSessions } from './reconcile-sessions.ts';

let root: string;
let server: EgressServer;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'reprise-stray-'));
  server = await startEgressServer(2);
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

const apiAt = (bufferRoot: string): EgressApi =>
  createEgressApi({ url: server.url, ...server.credentials, bufferRoot, liveKitRoot: bufferRoot, segmentDurationMs: 2_000 });

const start = (api: EgressApi, bufferRoot: string, sessionId: string): Promise<string> =>
  api.start(
    {
      sessionId,
      generation: 1,
      roomName: sessionId,
      participantIdentity: 'robin',
      tracks: {},
      quality: '720p',
      directory: join(bufferRoot, sessionId, 'robin', sessionId),
      onEvent: () => {},
    },
    { videoTrackId: `TR_${sessionId}`, audioTrackId: 'TR_audio' },
    1_001,
  );

/** A reconcile some time from now, with these sessions open and nothing to correct about them. */
async function reconcile(api: EgressApi, open: OpenSession[], inMs: number): Promise<number> {
  const refuse = (): Promise<never> => Promise.reject(new Error('Nothing is to be corrected'));
  const shares = new Map(open.map(({ roomName, userId }) => [roomName, new Map([[userId, { videoTrackId: 'TR_V' }]])]));
  const { stoppedEgresses } = await reconcileSessions({
    store: { listOpen: async () => open, beginGrace: refuse, endGrace: refuse, fail: refuse, stopped: refuse },
    calls: { listShares: async () => shares },
    egresses: api,
    graceMs: 1,
    now: () => new Date(Date.now() + inMs),
    pause: refuse,
  });
  return stoppedEgresses;
}

test('ours that no session knows is stopped once it is no longer young; a known one and somebody else’s are left alone', async () => {
  const ours = join(root, 'ours');
  const api = apiAt(ours);
  const elsewhere = apiAt(join(root, 'elsewhere'));
  const stray = await start(api, ours, 'stray');
  const known = await start(api, ours, 'known');
  const foreign = await start(elsewhere, join(root, 'elsewhere'), 'foreign');
  const session: OpenSession = {
    id: 'known',
    egressId: known,
    roomName: 'known',
    userId: 'robin',
    recorder: 'egress',
    status: 'active',
    hadMedia: true,
    bufferedTo: new Date(),
    heldUntil: new Date(Date.now() + 3_600_000),
  };
  expect(await reconcile(api, [session], 0)).toBe(0);
  expect(await reconcile(api, [session], 120_000)).toBe(1);
  await waitUntil('the stray one is over', 10_000, async () => (await api.look(stray)).state === 'ended');
  expect(await api.look(known)).toEqual({ state: 'running' });
  expect(await elsewhere.look(foreign)).toEqual({ state: 'running' });
});
