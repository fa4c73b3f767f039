import { expect, it, test } from 'vitest';
import { formatTable, right } from './format-table.ts';
import { count, formatBytes, formatShare, formatSpan } from './format-values.ts';

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [5_368_709_120, '5.0 GiB'],
  [2 ** 60, '1048576.0 TiB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '0 s'],
  [59_400, '59 s'],
  [60_000, '1 min'],
  [3_900_000, '1 h 5 min'],
  [90 * 86_400_000, '90 d'],
])('%d ms are %s', (ms, text) => {
  expect(formatSpan(ms)).toBe(text);
});

it('lines columns up', () => {
  expect(
    formatTable(
      ['name', right('size')],
      [
        ['a', '1'],
        ['long', '22'],
      ],
    ),
  ).toBe('name  size\na        1\nlong    22');
});

it('tells shares and counts', () => {
  expect([formatShare(0.914), formatShare(Number.POSITIVE_INFINITY), count(1, 'clip'), count(2, 'clip')]).toEqual([
    '91 %',
    'over',
    '1 clip',
    '2 clips',
  ]);
});
