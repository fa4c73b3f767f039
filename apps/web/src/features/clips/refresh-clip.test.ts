import { expect, test } from 'vitest';
import { isBeingPrepared, refreshClipEvery } from './refresh-clip.ts';

const createdAt = '2026-11-21T10:00:00.000Z';
const soon = Date.parse(createdAt) + 10_000;
const late = Date.parse(createdAt) + 600_000;
const posterUrl = '/file/poster';

test.each([
  {
    name: 'somebody else’s without its version',
    clip: { isOwn: false, compatibleReady: false, posterUrl, createdAt },
    waits: true,
    now: late,
  },
  { name: 'somebody else’s with it', clip: { isOwn: false, compatibleReady: true, posterUrl, createdAt }, waits: false, now: soon },
  { name: 'one’s own', clip: { isOwn: true, compatibleReady: false, posterUrl, createdAt }, waits: false, now: soon },
])('$name: refreshed while it waits ($waits)', ({ clip, waits, now }) => {
  expect(isBeingPrepared(clip)).toBe(waits);
  expect(refreshClipEvery(clip, now) !== false).toBe(waits);
});

test('pictures are waited for, but not for ever', () => {
  const clip = { isOwn: true, compatibleReady: true, posterUrl: null, createdAt };
  expect(refreshClipEvery(clip, soon)).not.toBe(false);
  expect(refreshClipEvery(clip, late)).toBe(false);
  expect(refreshClipEvery(undefined, soon)).toBe(false);
});
