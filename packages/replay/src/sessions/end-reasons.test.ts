import { expect, test } from 'vitest';
import { explainUnexpectedEnd } from './end-reasons.ts';

test.each([
  ['failed', 'No picture arrived from the share', 'The replay buffer failed: No picture arrived from the share'],
  ['failed', null, 'The replay buffer failed: unknown reason'],
  ['grace', 'The recorder is gone', 'Recording stopped: The recorder is gone. What is buffered can still be captured'],
  ['grace', 'The disk is full', 'Recording stopped: The disk is full. What is buffered can still be captured'],
  ['ended', 'The disk is full', 'The replay buffer ended: The disk is full'],
  ['grace', 'The share has ended', null],
  ['ended', 'The share has ended', null],
  ['grace', 'Stopped by the sharer', null],
  ['ended', null, null],
  ['active', null, null],
  ['stopped', 'anything', null],
] as const)('%s because of %j', (status, reason, text) => {
  expect(explainUnexpectedEnd({ status, reason })).toBe(text);
});
