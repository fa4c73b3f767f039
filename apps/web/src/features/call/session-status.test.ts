import { describe, expect, test } from 'vitest';
import type { RoomSession } from '../../trpc/types.ts';
import { bufferedSeconds, capturable, hasMedia, sessionOf } from './session-status.ts';

function session(change: Partial<RoomSession>): RoomSession {
  return {
    id: 's1',
    userId: 'ann',
    username: 'Ann',
    quality: '1080p',
    recorder: 'direct',
    status: 'active',
    reason: null,
    startedAt: '2026-01-01T10:00:00.000Z',
    bufferedFrom: '2026-01-01T10:00:01.000Z',
    bufferedTo: '2026-01-01T10:00:31.500Z',
    bufferBytes: 15_000_000,
    bitrateBps: 4_000_000,
    media: null,
    graceUntil: null,
    canCapture: true,
    canStop: false,
    ...change,
  };
}

describe('bufferedSeconds', () => {
  test('is the span of the media', () => expect(bufferedSeconds(session({}))).toBe(30.5));
  test('is nothing before media arrives', () => expect(bufferedSeconds(session({ bufferedFrom: null, bufferedTo: null }))).toBe(0));
});

test.each([
  ['starting', false],
  ['active', true],
  ['grace', true],
  ['stopping', false],
  ['stopped', false],
  ['ended', false],
  ['failed', false],
] as const)('%s has media: %s', (status, expected) => {
  expect(hasMedia(session({ status }))).toBe(expected);
});

test('sessionOf prefers what runs over what ended later', () => {
  const running = session({ id: 'running' });
  const failed = session({ id: 'failed', status: 'failed', startedAt: '2026-01-01T11:00:00.000Z' });
  expect(sessionOf([failed, running], 'ann')?.id).toBe('running');
  expect(sessionOf([failed], 'ann')?.id).toBe('failed');
  expect(sessionOf([failed, running], 'bob')).toBeUndefined();
});

test('capturable offers the own buffer first and nothing that is refused', () => {
  const own = session({ id: 'own', userId: 'me', bufferedFrom: '2026-01-01T10:00:31.000Z' });
  const long = session({ id: 'long' });
  const refused = session({ id: 'refused', canCapture: false });
  expect(capturable([refused, long, own], 'me').map(({ id }) => id)).toEqual(['own', 'long']);
});
