import { afterAll, beforeAll, expect, it } from 'vitest';
import { probeRoom } from './probe-room.ts';
import { startTestLivekit, type TestLivekit } from './testing/test-livekit.ts';

const RECORDER = { canPublish: false, canSubscribe: true, hidden: true, recorder: true };
let livekit: TestLivekit;

beforeAll(async () => {
  livekit = await startTestLivekit('stage');
});
afterAll(() => livekit.close());

const probe = (candidates: 'all' | 'tcp') =>
  probeRoom({ url: livekit.url, createToken: () => livekit.token('rec-probe', RECORDER), candidates, timeoutMs: 10_000 });

it('finds the way media would take by UDP', async () => {
  const found = await probe('all');
  expect(found.route).toMatchObject({ protocol: 'udp', local: { address: '127.0.0.1' }, remote: { address: '127.0.0.1', type: 'host' } });
  expect(found.server.version).toMatch(/^\d+\.\d+/);
  expect(found.receiveBufferBytes).toBeGreaterThan(0);
  // One machine has one clock.
  expect(Math.abs(found.clockOffsetMs ?? Number.NaN)).toBeLessThanOrEqual(found.roundTripMs / 2 + 5);
});

it('finds the way by TCP when UDP is left out', async () => {
  const found = await probe('tcp');
  expect(found.route?.protocol).toBe('tcp');
  expect(found.receiveBufferBytes).toBeUndefined();
});

it('is refused with wrong keys, and fails when nobody answers', async () => {
  const wrong = { url: livekit.url, createToken: () => Promise.resolve('not.a.token'), candidates: 'all', timeoutMs: 5_000 } as const;
  await expect(probeRoom(wrong)).rejects.toMatchObject({ name: 'LiveKitRefusedError' });
  await expect(probeRoom({ ...wrong, url: 'ws://127.0.0.1:1' })).rejects.toThrow('ECONNREFUSED');
});
