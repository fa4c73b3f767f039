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

test('a step lands in the middle of the neighbour', () => {
  const frame = { startSeconds: 2, lengthSeconds: 0.04 };
  expect(stepTarget(frame, 1)).toBeCloseTo(2.06);
  expect(stepTarget(frame, -1)).toBeCloseTo(1.98);
  expect(stepTarget({ startSeconds: 0, lengthSeconds: 0.04 }, -1)).toBe(0);
});

test('a mark lies inside its frame, however short that is', () => {
  expect(insideFrame({ startSeconds: 2, lengthSeconds: 0.04 })).toBeCloseTo(2.01);
  expect(insideFrame({ startSeconds: 2, lengthSeconds: 0.008 })).toBeCloseTo(2.004);
});
