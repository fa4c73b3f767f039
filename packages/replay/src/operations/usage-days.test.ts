import { expect, test } from 'vitest';
import { fillUsageDays, firstUsageDay } from './usage-days.ts';

test('the span ends with today and begins at midnight', () => {
  expect(firstUsageDay(new Date('2026-11-21T23:59:59.999Z'), 30).toISOString()).toBe('2026-10-23T00:00:00.000Z');
  expect(firstUsageDay(new Date('2026-11-21T00:00:00.000Z'), 1).toISOString()).toBe('2026-11-21T00:00:00.000Z');
});

test('every day is there, over the end of a month', () => {
  const since = new Date('2026-02-27T00:00:00Z');
  const days = fillUsageDays([{ day: '2026-03-01', clips: 2, bytes: 7 }], since, 4);
  expect(days).toEqual([
    { day: '2026-02-27', clips: 0, bytes: 0 },
    { day: '2026-02-28', clips: 0, bytes: 0 },
    { day: '2026-03-01', clips: 2, bytes: 7 },
    { day: '2026-03-02', clips: 0, bytes: 0 },
  ]);
});
