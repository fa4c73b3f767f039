import { expect, test } from 'vitest';
import { nothingSelected, selectAll, toggleClip } from './clip-selection.ts';

const shown = ['a', 'b', 'c', 'd', 'e'];
const idsOf = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort().join('');

test('a range goes from the last one chosen, in both directions, and keeps what was chosen before', () => {
  const two = toggleClip(nothingSelected, shown, 'd', false);
  expect(idsOf(toggleClip(two, shown, 'b', true))).toBe('bcd');
  const further = toggleClip(toggleClip(two, shown, 'a', false), shown, 'b', true);
  expect(idsOf(further)).toBe('abd');
});

test('a range without a beginning, or with one that is no longer shown, is one clip', () => {
  expect(idsOf(toggleClip(nothingSelected, shown, 'c', true))).toBe('c');
  expect(idsOf(toggleClip({ ids: new Set(), anchorId: 'gone' }, shown, 'c', true))).toBe('c');
});

test('the same one twice is none', () => {
  expect(idsOf(toggleClip(toggleClip(nothingSelected, shown, 'c', false), shown, 'c', false))).toBe('');
  expect(idsOf(selectAll(shown))).toBe('abcde');
});
