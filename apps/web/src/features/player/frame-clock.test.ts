import { expect, test } from 'vitest';
import { estimateFrameLength, insideFrame, stepTarget } from './frame-clock.ts';

test.each<[string, number[], number]>([
  ['nothing known', [], 1 / 30],
  ['60 a second', [1 / 60, 1 / 60, 1 / 60], 1 / 60],
  ['a picture that stood still', [5, 0.04, 0.04], 0.04],
  ['a seek backwards', [-3, 0.02], 0.02],
])('the length of a frame: %s', (_name, deltas, length) => {
  expect(estimateFrameLength(deltas)).toBe(length);
});

const frame = { startSeconds: 2, lengthSeconds: 0.04 };

test.each([2, 2.02, 2.039])('a step from %d, anywhere in a frame, lands inside the neighbour, clear of its ends', (at) => {
  expect(stepTarget(frame, at, 1)).toBeGreaterThan(2.045);
  expect(stepTarget(frame, at, 1)).toBeLessThan(2.075);
  expect(stepTarget(frame, at, -1)).toBeGreaterThan(1.965);
  expect(stepTarget(frame, at, -1)).toBeLessThan(1.995);
});

test('a step from the middle of a frame lands in the middle of the neighbour', () => {
  expect(stepTarget(frame, 2.02, 1)).toBeCloseTo(2.06);
  expect(stepTarget(frame, 2.02, -1)).toBeCloseTo(1.98);
  expect(stepTarget({ startSeconds: 0, lengthSeconds: 0.04 }, 0.02, -1)).toBe(0);
  expect(stepTarget({ startSeconds: 60, lengthSeconds: 0.04 }, 60.02, -1, 60)).toBe(60);
});

test('steps leave a picture that stands still', () => {
  let at = 2.02;
  // The shown frame stays the same for half a second.
  for (let step = 0; step < 20 && at < 2.5; step += 1) at = stepTarget(frame, at, 1);
  expect(at).toBeGreaterThanOrEqual(2.5);
});

test('a mark lies inside its frame, however short that is', () => {
  expect(insideFrame({ startSeconds: 2, lengthSeconds: 0.04 })).toBeCloseTo(2.01);
  expect(insideFrame({ startSeconds: 2, lengthSeconds: 0.008 })).toBeCloseTo(2.004);
});
