import { expect, test } from 'vitest';
import { estimateCapture } from './capture-estimate.ts';

const from = '2026-01-01T10:00:00.000Z';

test('the size comes from the bytes the buffer really has', () => {
  const session = { bufferedFrom: from, bufferedTo: '2026-01-01T10:04:00.000Z', bufferBytes: 240_000_000, bitrateBps: 1 };
  expect(estimateCapture(session, 2)).toEqual({ seconds: 120, isShort: false, sizeBytes: 120_000_000 });
});

test('a short buffer is said to be short', () => {
  const session = { bufferedFrom: from, bufferedTo: '2026-01-01T10:00:20.000Z', bufferBytes: 20_000, bitrateBps: null };
  expect(estimateCapture(session, 1)).toEqual({ seconds: 20, isShort: true, sizeBytes: 20_000 });
});

test('nothing known, nothing promised', () => {
  const session = { bufferedFrom: null, bufferedTo: null, bufferBytes: 0, bitrateBps: null };
  expect(estimateCapture(session, 10)).toEqual({ seconds: 0, isShort: true, sizeBytes: undefined });
});
