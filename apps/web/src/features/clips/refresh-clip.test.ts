import { expect, test } from 'vitest';
import { refreshClipEvery, watchState } from './refresh-clip.ts';

const createdAt = '2026-11-21T10:00:00.000Z';
const soon = Date.parse(createdAt) + 10_000;
const late = Date.parse(createdAt) + 600_000;
const posterUrl = '/file/poster';

test.each([
  { name: 'somebody else’s without its version', isOwn: false, compatibleState: 'preparing', now: late, state: 'preparing', waits: true },
  { name: 'somebody else’s with it', isOwn: false, compatibleState: 'ready', now: soon, state: 'ready', waits: false },
  { name: 'somebody else’s, given up', isOwn: false, compatibleState: 'unavailable', now: soon, state: 'unavailable', waits: false },
  { name: 'one’s own without it', isOwn: true, compatibleState: 'preparing', now: late, state: 'ready', waits: true },
  { name: 'one’s own with it', isOwn: true, compatibleState: 'ready', now: late, state: 'ready', waits: false },
  { name: 'one’s own, given up', isOwn: true, compatibleState: 'unavailable', now: late, state: 'ready', waits: false },
] as const)('$name: $state, refreshed: $waits', ({ isOwn, compatibleState, now, state, waits }) => {
  const clip = { isOwn, compatibleState, posterUrl, createdAt };
  expect(watchState(clip)).toBe(state);
  expect(refreshClipEvery(clip, now) !== false).toBe(waits);
});

test('pictures are waited for, but not for ever', () => {
  const clip = { compatibleState: 'ready', posterUrl: null, createdAt } as const;
  expect(refreshClipEvery(clip, soon)).not.toBe(false);
  expect(refreshClipEvery(clip, late)).toBe(false);
  expect(refreshClipEvery(undefined, soon)).toBe(false);
});
