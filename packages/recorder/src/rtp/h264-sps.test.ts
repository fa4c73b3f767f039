import { expect, it } from 'vitest';
import { parseSpsSize } from './h264-sps.ts';

it.each([
  ['constrained baseline 640x360', '6742c01ed900a02ff97011000003000100000300320f162e48', 640, 360],
  ['high 1920x1080, cropped', '67640028acd940780227e5c044000003000400000300c83c60c658', 1920, 1080],
  ['a blank of 8x8', '6742c01eda7e5950', 8, 8],
])('reads the size of %s', (_, hex, width, height) => {
  expect(parseSpsSize(Buffer.from(hex, 'hex'))).toEqual({ width, height });
});

it('throws on one that is cut short', () => {
  expect(() => parseSpsSize(Buffer.from('6742', 'hex'))).toThrow(RangeError);
});
