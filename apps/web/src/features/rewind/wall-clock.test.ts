import { expect, test } from 'vitest';
import {
  earliestSeconds,
  fragmentAt,
  holesOf,
  type LiveFragment,
  spanOf,
  spreadFragments,
  toSeconds,
  toSeekTarget,
  toWallMs,
} from './wall-clock.ts';

const at = 1_790_000_000_000;
const fragment = (name: string, startSeconds: number, durationSeconds: number, afterMs: number): LiveFragment => ({
  name,
  startSeconds,
  durationSeconds,
  startsAtMs: at + afterMs,
});
/** Ten seconds, then nothing for a minute, then five seconds more; the player's time line knows no hole. */
const fragments = [fragment('a', 100, 4, 0), fragment('b', 104, 6, 4_000), fragment('c', 110, 5, 70_000)];

test.each([
  [100, 0],
  [103.5, 3_500],
  [104, 4_000],
  [109.9, 9_900],
  [110, 70_000],
  [114, 74_000],
])('%d s of the player are %d ms of the share, and back', (seconds, afterMs) => {
  expect(toWallMs(fragments, seconds)).toBeCloseTo(at + afterMs, 3);
  expect(toSeconds(fragments, at + afterMs)).toBeCloseTo(seconds, 6);
});

test.each([
  ['before the buffer', -5_000, 100],
  ['in the hole', 40_000, 110],
  ['after the buffer', 200_000, 115],
])('an instant %s leads to the nearest picture', (_name, afterMs, seconds) => {
  expect(toSeconds(fragments, at + afterMs)).toBeCloseTo(seconds, 6);
});

test.each([
  ['the oldest instant', 0, 100.05],
  ['one before the buffer', -5_000, 100.05],
  ['one inside', 4_500, 104.5],
  ['the newest instant', 75_000, 114.5],
])('seeking to %s leads to where picture and sound are', (_name, afterMs, seconds) => {
  expect(toSeekTarget(fragments, at + afterMs)).toBeCloseTo(seconds, 6);
  expect(toSeekTarget([], at + afterMs)).toBeUndefined();
  expect(toSeekTarget(fragments, at + afterMs)).toBeGreaterThanOrEqual(earliestSeconds(fragments));
});

test('span and holes', () => {
  expect(spanOf(fragments)).toEqual({ from: at, to: at + 75_000 });
  expect(holesOf(fragments)).toEqual([{ from: at + 10_000, to: at + 70_000 }]);
  expect(spanOf([])).toBeUndefined();
  expect([toSeconds([], at), toWallMs([], 1)]).toEqual([undefined, undefined]);
});

test('pictures stand for the instants around them', () => {
  expect(fragmentAt(fragments, at + 9_000)?.name).toBe('b');
  expect(fragmentAt(fragments, at - 1)?.name).toBe('a');
  expect(spreadFragments(fragments, 3).map(({ name }) => name)).toEqual(['b', 'b', 'b']);
  expect(spreadFragments(fragments, 15).map(({ name }) => name)).toContain('c');
});
