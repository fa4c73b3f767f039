import { expect, test } from 'vitest';
import { estimateBytes, keepInside, selectionOf, setMark } from './selection.ts';

const none = { in: undefined, out: undefined };

test.each<[string, Parameters<typeof setMark>, ReturnType<typeof setMark>]>([
  ['a first start', [none, 'in', 5], { in: 5, out: undefined }],
  ['an end after it', [{ in: 5, out: undefined }, 'out', 9], { in: 5, out: 9 }],
  ['a start behind the end', [{ in: 5, out: 9 }, 'in', 12], { in: 12, out: undefined }],
  ['an end before the start', [{ in: 5, out: 9 }, 'out', 3], { in: undefined, out: 3 }],
])('%s', (_name, given, marks) => {
  expect(setMark(...given)).toEqual(marks);
});

test('a selection has both ends', () => {
  expect(selectionOf({ in: 1, out: 3 })).toEqual({ startMs: 1, endMs: 3 });
  expect(selectionOf({ in: 1, out: undefined })).toBeUndefined();
});

test.each<[string, { in: number | undefined; out: number | undefined }, ReturnType<typeof keepInside>]>([
  ['inside', { in: 120, out: 150 }, undefined],
  ['half outside', { in: 80, out: 150 }, { marks: { in: 100, out: 150 }, lost: 'start' }],
  ['outside', { in: 50, out: 90 }, { marks: none, lost: 'all' }],
  ['nothing', none, undefined],
])('marks %s of a buffer that moved on', (_name, marks, kept) => {
  expect(keepInside(marks, { from: 100, to: 200 })).toEqual(kept);
});

test('the size follows what the buffer holds, else the bitrate', () => {
  const selection = { startMs: 0, endMs: 10_000 };
  const buffered = { bufferedFrom: '2026-01-01T00:00:00.000Z', bufferedTo: '2026-01-01T00:01:00.000Z' };
  expect(estimateBytes(selection, { ...buffered, bufferBytes: 60_000_000, bitrateBps: 1 })).toBe(10_000_000);
  expect(estimateBytes(selection, { bufferedFrom: null, bufferedTo: null, bufferBytes: 0, bitrateBps: 8_000_000 })).toBe(10_000_000);
  expect(estimateBytes(selection, { bufferedFrom: null, bufferedTo: null, bufferBytes: 0, bitrateBps: null })).toBeUndefined();
});
