import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planExport, smallestExportBytes } from './plan-export.ts';

const hd = { width: 1920, height: 1080 };

describe('planExport', () => {
  test.each([
    [
      'half a minute for 8 MB',
      { ...hd, durationSeconds: 30, limitBytes: 8_000_000 },
      { height: 1080, framesPerSecond: 30, audioBps: 128_000 },
    ],
    ['a minute for 8 MB', { ...hd, durationSeconds: 60, limitBytes: 8_000_000 }, { height: 720, framesPerSecond: 30, audioBps: 96_000 }],
    [
      'five minutes for 8 MB',
      { ...hd, durationSeconds: 300, limitBytes: 8_000_000 },
      { height: 240, framesPerSecond: 30, audioBps: 32_000 },
    ],
    [
      'a small picture stays small',
      { width: 320, height: 180, durationSeconds: 10, limitBytes: 50_000_000 },
      { height: 180, framesPerSecond: 30 },
    ],
  ])('%s', (_name, target, plan) => {
    expect(planExport(target)).toMatchObject(plan);
  });

  test('an hour does not fit in 8 MB, and is told what it fits in', () => {
    expect(planExport({ ...hd, durationSeconds: 3600, limitBytes: 8_000_000 })).toBeUndefined();
    expect(smallestExportBytes(3600)).toBe(45_000_000);
  });

  test('what is planned fits, and what is called the smallest can be planned', () => {
    const seconds = fc.double({ min: 0.5, max: 3600, noNaN: true });
    fc.assert(
      fc.property(seconds, fc.integer({ min: 1_000_000, max: 100_000_000 }), (durationSeconds, limitBytes) => {
        const plan = planExport({ ...hd, durationSeconds, limitBytes });
        if (plan) expect(((plan.videoBps + plan.audioBps) * durationSeconds) / 8).toBeLessThan(limitBytes);
        else expect(smallestExportBytes(durationSeconds)).toBeGreaterThan(limitBytes);
        expect(planExport({ ...hd, durationSeconds, limitBytes: smallestExportBytes(durationSeconds) })).toBeDefined();
      }),
    );
  });
});
