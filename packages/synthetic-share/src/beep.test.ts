import { expect, it } from 'vitest';
import { fillBeep, sampleRate } from './beep.ts';

it('sounds in the first 100 ms of each second only', () => {
  const samples = new Int16Array(sampleRate * 2);
  const firstSampleMs = Date.UTC(2026, 10, 21, 8, 0, 0, 700);
  fillBeep(samples, firstSampleMs);
  for (const [index, sample] of samples.entries()) {
    const inSecondMs = (firstSampleMs + (index * 1000) / sampleRate) % 1000;
    if (inSecondMs > 101) expect(sample).toBe(0);
  }
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  expect(loudest).toBeGreaterThan(9_000);
});

it('goes on without a jump when filled piece by piece', () => {
  const whole = new Int16Array(960);
  fillBeep(whole, 5_000);
  const second = new Int16Array(480);
  fillBeep(second, 5_010);
  expect([...whole.subarray(480)]).toEqual([...second]);
});
