import { expect, test } from 'vitest';
import { moveTrimMark } from './use-trim-marks.ts';

test.each<[string, 'in' | 'out', number, { in: number; out: number }]>([
  ['a start inside', 'in', 3_000, { in: 3_000, out: 8_000 }],
  ['a start before the clip', 'in', -5, { in: 0, out: 8_000 }],
  ['a start behind the end', 'in', 9_000, { in: 7_800, out: 8_000 }],
  ['an end inside', 'out', 6_000, { in: 1_000, out: 6_000 }],
  ['an end behind the clip', 'out', 99_000, { in: 1_000, out: 10_000 }],
  ['an end before the start', 'out', 0, { in: 1_000, out: 1_200 }],
])('%s', (_name, mark, value, marks) => {
  expect(moveTrimMark({ in: 1_000, out: 8_000 }, mark, value, 10_000)).toEqual(marks);
});
