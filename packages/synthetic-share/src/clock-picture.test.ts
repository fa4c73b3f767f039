import { describe, expect, it } from 'vitest';
import { createClockPainter } from './clock-painter.ts';
import { clockBlockHeight, decodeClockBits, drawClock, readClock, readFlash } from './clock-picture.ts';

const instants = [
  Date.UTC(2026, 10, 21, 8, 0, 0, 0),
  Date.UTC(2026, 10, 21, 8, 0, 0, 99),
  Date.UTC(2026, 10, 21, 8, 0, 0, 100),
  Date.UTC(2031, 0, 1, 23, 59, 59, 999),
  1,
];
const sizes = [
  [1920, 1080],
  [1280, 720],
  [640, 360],
  [320, 180],
  [854, 480],
] as const;

describe('clock picture', () => {
  it.each(sizes)('is read back at %i x %i', (width, height) => {
    const plane = { data: new Uint8Array(width * height).fill(90), width, height };
    for (const instant of instants) {
      drawClock(plane, instant);
      expect(readClock(plane)).toBe(instant);
      expect(readFlash(plane)).toBe(instant % 1000 < 100);
    }
  });

  it('survives the painter drawing over its own pictures', () => {
    const painter = createClockPainter(640, 360);
    for (const instant of instants) {
      painter.draw(instant);
      expect(readClock({ data: painter.data, width: 640, height: 360 })).toBe(instant);
    }
  });

  it('keeps the blocks at least 16 pixels high', () => {
    expect(clockBlockHeight(120)).toBe(16);
    expect(clockBlockHeight(1080)).toBe(68);
  });

  it.each([
    ['grey blocks', Array.from({ length: 48 }, () => 128)],
    ['too few blocks', Array.from({ length: 47 }, () => 255)],
    ['a white picture', Array.from({ length: 48 }, () => 255)],
    ['a black picture', Array.from({ length: 48 }, () => 0)],
  ])('refuses %s', (_, levels) => {
    expect(decodeClockBits(levels)).toBeUndefined();
  });
});

describe('createClockPainter', () => {
  it.each([
    [1281, 720],
    [1280, 721],
    [100, 100],
  ])('refuses %i x %i', (width, height) => {
    expect(() => createClockPainter(width, height)).toThrow(RangeError);
  });
});
