import { expect, test } from 'vitest';
import { shareMessage } from './share-message.ts';

test.each([
  [60, 60, '🎬 Replay captured (1 min)'],
  [600, 600.02, '🎬 Replay captured (10 min)'],
  [600, 12.4, '🎬 Replay captured (0:12)'],
  [30, 30, '🎬 Replay captured (0:30)'],
  [95, 95, '🎬 Replay captured (1:35)'],
  [600, 120, '🎬 Replay captured (2:00)'],
])('asked %d s, got %d s: %s', (asked, got, text) => {
  expect(shareMessage(asked, got)).toBe(text);
});
