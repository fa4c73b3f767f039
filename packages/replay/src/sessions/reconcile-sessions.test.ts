import { expect, test } from 'vitest';
import type { OpenSession } from '../ports/reconcile-store.ts';
import { type ReconcileDeps, reconcileSessions } from './reconcile-sessions.ts';

const now = new Date('2026-11-21T12:00:00.000Z');
const neverRecorded: OpenSession = {
  id: 's1',
  egressId: 'DR_s1',
  roomName: 'room',
  userId: 'sharer',
  recorder: 'direct',
  status: 'starting',
  hadMedia: false,
  bufferedTo: null,
  heldUntil: new Date(now.getTime() + 15_000),
};

test.each([
  ['once', true, ['s1: The share ended before its recording began'], 1],
  ['not, when somebody else was first', false, [], 0],
])('a share that ended before anything was recorded is told %s', async (_name, isOurs, expected, count) => {
  const told: string[] = [];
  const unexpected = (): never => {
    throw new Error('Nothing else is to be corrected');
  };
  const deps: ReconcileDeps = {
    store: {
      listOpen: async () => [neverRecorded],
      beginGrace: unexpected,
      endGrace: unexpected,
      fail: async () => isOurs,
      stopped: unexpected,
    },
    calls: { listShares: async () => new Map() },
    egresses: null,
    graceMs: 300_000,
    now: () => now,
    pause: async () => {},
    onFailed: ({ id }, reason) => void told.push(`${id}: ${reason}`),
  };
  expect(await reconcileSessions(deps)).toMatchObject({ failedSessions: count });
  expect(told).toEqual(expected);
});
