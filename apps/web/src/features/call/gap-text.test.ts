import { expect, test } from 'vitest';
import { gapText } from './gap-text.ts';
import { roomSession } from './testing/room-session.ts';

const at = (seconds: number) => new Date(Date.parse('2026-01-01T10:00:00.000Z') + seconds * 1000).toISOString();
const now = Date.parse(at(32));

test.each([
  ['no gap', undefined, undefined],
  ['one that is not over', { startAt: at(30), endAt: null }, 'Gap: the recorder is reconnecting…'],
  ['one after which media arrived', { startAt: at(20), endAt: null }, undefined],
  ['one that is over', { startAt: at(20), endAt: at(23.2) }, 'Gap of 3.2 s: that part is missing'],
  ['one of long ago', { startAt: at(-20), endAt: at(-10) }, undefined],
] as const)('%s', (_name, gap, expected) => expect(gapText(roomSession(), gap, now)).toBe(expected));

test('a share that ended says so itself', () => {
  expect(gapText(roomSession({ status: 'grace' }), { startAt: at(30), endAt: null }, now)).toBeUndefined();
});
