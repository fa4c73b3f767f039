import { expect, test } from 'vitest';
import { judgeSoak, memoryGrowth, type SoakFindings } from './soak-report.ts';

const samples = (megabytes: (minute: number) => number) =>
  Array.from({ length: 31 }, (_, minute) => ({ atMs: minute * 60_000, megabytes: megabytes(minute) }));
const good: SoakFindings = {
  minutes: 30,
  memory: { worker: samples(() => 300), web: samples(() => 200) },
  packets: { received: 1_000_000, lost: 0 },
  captures: 90,
  failures: [],
  leftovers: [],
  joins: 40,
};

test('the slope is what grows after the warm-up, in MB an hour', () => {
  expect(memoryGrowth(samples((minute) => 100 + minute)).perHour).toBeCloseTo(60);
  expect(memoryGrowth(samples((minute) => Math.min(minute, 5) * 100)).perHour).toBeCloseTo(0);
  expect(memoryGrowth([{ atMs: 0, megabytes: 7 }])).toEqual({ perHour: 0, grown: 0, mean: 7 });
});

test('a calm run has no problems', () => expect(judgeSoak(good).problems).toEqual([]));

test.each<[string, Partial<SoakFindings>, string]>([
  ['a leak', { memory: { ...good.memory, worker: samples((minute) => 300 + 4 * minute) } }, 'the memory of worker grew by 92.0 MB'],
  ['a dropped packet', { packets: { received: 10, lost: 1 } }, '1 packets were dropped'],
  ['silence', { packets: { received: 0, lost: 0 } }, 'no packets were received'],
  ['a failed capture', { failures: ['POST /capture answered 500'] }, 'POST /capture answered 500'],
  ['a leftover file', { leftovers: ['a.mp4'] }, 'left over: a.mp4'],
  ['no captures', { captures: 0 }, 'nothing was captured'],
])('%s is a problem', (_name, change, problem) => {
  expect(judgeSoak({ ...good, ...change }).problems).toEqual([problem]);
});
