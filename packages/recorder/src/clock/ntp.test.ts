import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ntpToUnixMs, unixMsToNtp } from './ntp.ts';

it.each([
  ['the Unix epoch', 2_208_988_800n << 32n, 0, 0],
  ['the end of the first era', 0xffff_ffffn << 32n, Date.UTC(2036, 1, 7, 6, 28), Date.UTC(2036, 1, 7, 6, 28, 15)],
  ['the wrap of 2036', 0n, Date.UTC(2036, 1, 7, 6, 28), Date.UTC(2036, 1, 7, 6, 28, 16)],
  ['half a second', (2_208_988_800n << 32n) | 0x8000_0000n, 0, 500],
])('reads %s', (_, ntp, near, expected) => {
  expect(ntpToUnixMs(ntp, near)).toBeCloseTo(expected, 3);
});

it('is undone by its inverse within decades of the reference', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: -1e12, max: 1e12 }), (time, off) => {
      expect(Math.abs(ntpToUnixMs(unixMsToNtp(time), time + off) - time)).toBeLessThan(0.01);
    }),
  );
});
