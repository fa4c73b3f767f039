import { expect, test } from 'vitest';
import { coalesceCalls } from './coalesce-calls.ts';

test('calls during a run share exactly one further run', async () => {
  const finish: Array<() => void> = [];
  let runs = 0;
  const call = coalesceCalls(() => {
    runs += 1;
    return new Promise<void>((resolve) => finish.push(resolve));
  });
  const first = call();
  const second = call();
  const third = call();
  expect(runs).toBe(1);
  finish.shift()?.();
  await first;
  await expect.poll(() => runs).toBe(2);
  finish.shift()?.();
  await Promise.all([second, third]);
  expect(runs).toBe(2);
});

test('a run that fails does not stop the next', async () => {
  let runs = 0;
  const call = coalesceCalls(async () => {
    runs += 1;
    if (runs === 1) throw new Error('first');
  });
  const first = call();
  const second = call();
  await expect(first).rejects.toThrow('first');
  await second;
  expect(runs).toBe(2);
});
