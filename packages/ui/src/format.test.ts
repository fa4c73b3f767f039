import { describe, expect, test } from 'vitest';
import { formatBytes, formatDuration, speakDuration } from './format.ts';

describe('formatDuration', () => {
  test.each([
    [0, '0:00'],
    [7.9, '0:07'],
    [59.9999999, '1:00'],
    [252, '4:12'],
    [3723, '1:02:03'],
    [-3, '0:00'],
    [Number.NaN, '0:00'],
  ])('%d seconds', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('speakDuration', () => {
  test.each([
    [0, '0 seconds'],
    [1, '1 second'],
    [61, '1 minute 1 second'],
    [7200, '2 hours'],
  ])('%d seconds', (seconds, text) => {
    expect(speakDuration(seconds)).toBe(text);
  });
});

describe('formatBytes', () => {
  test.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KB'],
    [1024 * 1024 - 1, '1 MB'],
    [39_845_888, '38 MB'],
    [1_610_612_736, '1.5 GB'],
    [5_368_709_120, '5 GB'],
  ])('%d bytes', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
