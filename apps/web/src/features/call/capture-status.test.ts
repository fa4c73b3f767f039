import { expect, test } from 'vitest';
import { describeShortfall, spokenStatus } from './capture-status.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
const range = (start: number, end: number) => ({ startAt: at(start), endAt: at(end) });

test.each([
  ['nothing known yet', null, [], null, []],
  ['all of it', range(0, 60), [], true, []],
  ['one frame less is not a loss', range(0.03, 60), [], true, []],
  ['short', range(40, 60), [], false, ['The buffer held 0:20 of the 1:00 you asked for.']],
  ['a gap', range(0, 60), [range(10, 12.5)], false, ['One gap inside: 2.5 s were not received.']],
  ['two gaps', range(0, 60), [range(10, 11), range(20, 21)], false, ['2 gaps inside: 2.0 s were not received.']],
  ['incomplete without a reason', range(0, 60), [], false, ['Part of what you asked for was not received.']],
])('%s', (_name, actual, gaps, complete, notes) => {
  expect(describeShortfall({ requested: range(0, 60), actual, gaps, complete })).toEqual(notes);
});

test.each([
  ['queued', 'Capturing'],
  ['cutting', 'Capturing'],
  // Its notice is an alert already.
  ['failed', undefined],
  ['cancelled', 'The capture was cancelled'],
  ['done', 'The clip is deleted'],
] as const)('%s without a clip is read out as %s', (status, expected) => expect(spokenStatus({ status, clip: null })).toBe(expected));
