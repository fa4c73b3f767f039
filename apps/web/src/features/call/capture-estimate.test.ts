import { describe, expect, test } from 'vitest';
import { defaultSeconds, estimateCapture, offeredLengths } from './capture-estimate.ts';

const halfMinute = {
  bufferedFrom: '2026-01-01T10:00:00.000Z',
  bufferedTo: '2026-01-01T10:00:30.000Z',
  bufferBytes: 15_000_000,
  bitrateBps: 4_000_000,
};

describe('estimateCapture', () => {
  test.each([
    ['what is held, from the real bytes', halfMinute, 60, { seconds: 30, isShort: true, sizeBytes: 15_000_000 }],
    ['a part of what is held', halfMinute, 15, { seconds: 15, isShort: false, sizeBytes: 7_500_000 }],
    ['the bitrate while no bytes are told', { ...halfMinute, bufferBytes: 0 }, 15, { seconds: 15, isShort: false, sizeBytes: 7_500_000 }],
    [
      'nothing while nothing is known',
      { ...halfMinute, bufferBytes: 0, bitrateBps: null },
      15,
      { seconds: 15, isShort: false, sizeBytes: undefined },
    ],
  ])('%s', (_name, session, asked, expected) => expect(estimateCapture(session, asked)).toEqual(expected));
});

test('a length that the community forbids stays in the list with the reason', () => {
  const offered = offeredLengths({ longestClipSeconds: 120 });
  expect(offered.map(({ label }) => label)).toEqual(['15 s', '30 s', '1 min', '2 min', '5 min', '10 min']);
  expect(offered.filter(({ refusal }) => refusal !== undefined).map(({ label }) => label)).toEqual(['5 min', '10 min']);
  expect(offered.at(-1)?.refusal).toBe('Clips of this community are at most 2 min long');
});

test('one press never asks for more than the community allows', () => {
  expect(defaultSeconds(300, { longestClipSeconds: 60 })).toBe(60);
  expect(defaultSeconds(30, { longestClipSeconds: 60 })).toBe(30);
});
