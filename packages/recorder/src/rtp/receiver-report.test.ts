import { expect, it } from 'vitest';
import { createReceptionCounter } from './receiver-report.ts';

it('tells losses since the last report and in all, and the age of the last sender report', () => {
  const counter = createReceptionCounter(90_000);
  counter.onSenderReport(0x1234_5678_9abc_def0n, 1_000);
  expect(counter.report(7, { packets: 90, duplicates: 0, first: 1, highest: 100 }, 1_500)).toEqual({
    ssrc: 7,
    fractionLost: 25,
    packetsLost: 10,
    highestSequence: 100,
    jitter: 0,
    lastSenderReport: 0x5678_9abc,
    delaySinceLastSenderReport: 32_768,
  });
  const second = counter.report(7, { packets: 190, duplicates: 0, first: 1, highest: 200 }, 2_000);
  expect(second).toMatchObject({ fractionLost: 0, packetsLost: 10 });
});

it('never reports negative losses when packets came twice', () => {
  const report = createReceptionCounter(90_000).report(1, { packets: 12, duplicates: 0, first: 1, highest: 10 }, 0);
  expect(report).toMatchObject({ fractionLost: 0, packetsLost: 0, lastSenderReport: 0, delaySinceLastSenderReport: 0 });
});

it('follows the jitter of arrival (RFC 3550 appendix A.8)', () => {
  const counter = createReceptionCounter(90_000);
  for (let index = 0; index < 400; index++) counter.onPacket(index * 20 + (index % 2) * 10, index * 1_800);
  const { jitter } = counter.report(1, { packets: 400, duplicates: 0, first: 1, highest: 400 }, 8_000);
  expect(jitter).toBeGreaterThan(850);
  expect(jitter).toBeLessThanOrEqual(900);
});
