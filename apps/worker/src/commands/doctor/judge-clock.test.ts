import { expect, test } from 'vitest';
import { judgeClock } from './judge-clock.ts';

test.each([
  [0, 1, 'ok'],
  [-249, 0, 'ok'],
  [300, 100, 'ok'],
  [400, 100, 'warning'],
  [-6000, 10, 'problem'],
  [undefined, 0, 'warning'],
] as const)('%s ms, exact to %d, is %s', (offset, exact, state) => {
  expect(judgeClock('clock', offset, exact).state).toBe(state);
});
