import { expect, test } from 'vitest';
import { estimateOffsetMs } from './server-clock.ts';

test('no sample, no estimate', () => {
  expect(estimateOffsetMs([])).toBeUndefined();
});

test('takes the sample with the smallest round trip, at its middle', () => {
  const offset = estimateOffsetMs([
    { sentAtMonotonicMs: 0, receivedAtMonotonicMs: 400, serverMs: 1_000_390 },
    { sentAtMonotonicMs: 500, receivedAtMonotonicMs: 520, serverMs: 1_000_510 },
    { sentAtMonotonicMs: 600, receivedAtMonotonicMs: 700, serverMs: 1_000_690 },
  ]);
  expect(offset).toBe(1_000_000);
});
