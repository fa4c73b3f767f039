import { describe, expect, test } from 'vitest';
import { bufferedSeconds, bufferedSecondsAt, capturable, hasMedia, sessionOf } from './session-status.ts';
import { roomSession } from './testing/room-session.ts';

const session = (changes: Parameters<typeof roomSession>[0]) =>
  roomSession({ bufferedFrom: '2026-01-01T10:00:01.000Z', bufferedTo: '2026-01-01T10:00:31.500Z', ...changes });

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

test('capturable keeps its order while buffers grow and shrink', () => {
  const first = session({ id: 'first', startedAt: '2026-01-01T10:00:00.000Z' });
  const second = session({ id: 'second', startedAt: '2026-01-01T10:05:00.000Z' });
  const grown = { ...second, bufferedTo: '2026-01-01T10:09:00.000Z' };
  for (const sessions of [
    [first, second],
    [second, first],
    [grown, first],
  ]) {
    expect(capturable(sessions, 'me').map(({ id }) => id)).toEqual(['first', 'second']);
  }
});

describe('bufferedSecondsAt', () => {
  const reported = Date.parse('2026-01-01T10:00:31.500Z');
  test.each([
    ['grows with the clock', 'active', 2_000, 32.5],
    ['is not believed for long', 'active', 60_000, 35.5],
    ['never shrinks', 'active', -3_000, 30.5],
    ['stands still once the share ended', 'grace', 2_000, 30.5],
  ] as const)('%s', (_name, status, sinceMs, expected) => {
    expect(bufferedSecondsAt(session({ status }), reported + sinceMs)).toBe(expected);
  });
  test('is nothing before media arrives', () => {
    expect(bufferedSecondsAt(session({ bufferedFrom: null, bufferedTo: null }), reported)).toBe(0);
  });
});
