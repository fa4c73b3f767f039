import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createUnwrapper } from './unwrap.ts';

it.each([
  [16, [65_534, 65_535, 0, 1], [65_534, 65_535, 65_536, 65_537]],
  [16, [65_535, 1, 0, 2], [65_535, 65_537, 65_536, 65_538]],
  [16, [1, 65_535], [1, -1]],
  [32, [2 ** 32 - 10, 20], [2 ** 32 - 10, 2 ** 32 + 20]],
] as const)('extends %i-bit %j to %j', (bits, values, expected) => {
  expect(values.map(createUnwrapper(bits))).toEqual(expected);
});

it('never loses a turn while steps stay below half of one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1_000, max: 32_000 }), { maxLength: 200 }), (steps) => {
      const unwrap = createUnwrapper(16);
      let highest = 40_000;
      unwrap(highest);
      for (const step of steps) {
        const real = highest + step;
        expect(unwrap(((real % 65_536) + 65_536) % 65_536)).toBe(real);
        highest = Math.max(highest, real);
      }
    }),
  );
});
