import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { subscribeToTicks, TICK_MS } from './shared-ticker.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('serves all from one timer and stops it after the last', () => {
  const ticks = [0, 0];
  const ends = ticks.map((_, index) =>
    subscribeToTicks(
      () => {
        ticks[index] = (ticks[index] ?? 0) + 1;
      },
      () => undefined,
    ),
  );
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(3 * TICK_MS);
  ends[0]?.();
  vi.advanceTimersByTime(TICK_MS);
  ends[1]?.();
  expect(ticks).toEqual([3, 4]);
  expect(vi.getTimerCount()).toBe(0);
});

it('keeps what one throws from the others', () => {
  const errors: unknown[] = [];
  let ticks = 0;
  const ends = [
    subscribeToTicks(
      () => {
        throw new Error('mine');
      },
      (error) => errors.push(error),
    ),
    subscribeToTicks(
      () => ticks++,
      (error) => errors.push(error),
    ),
  ];
  vi.advanceTimersByTime(2 * TICK_MS);
  for (const end of ends) end();
  expect(ticks).toBe(2);
  expect(errors).toEqual([new Error('mine'), new Error('mine')]);
});
