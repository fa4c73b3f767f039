import { expect, test } from 'vitest';
import { resolvePinnedPath } from './pinned-path.ts';

test.each([
  [['main.m3u8'], '/pins/c/main.m3u8', 'application/vnd.apple.mpegurl'],
  [['video', 'full.m3u8'], '/pins/c/video/full.m3u8', 'application/vnd.apple.mpegurl'],
  [['audio', 'init-0.mp4'], '/pins/c/audio/init-0.mp4', 'video/mp4'],
  [['video', 'segment-170.m4s'], '/pins/c/video/segment-170.m4s', 'video/mp4'],
  [['segment-1.ts'], '/pins/c/segment-1.ts', 'video/mp2t'],
])('%j is there', (segments, path, contentType) => {
  expect(resolvePinnedPath('/pins/c', segments)).toEqual({ path, contentType });
});

test.each([
  [[]],
  [['..', 'main.m3u8']],
  [['video', '..']],
  [['../other/main.m3u8']],
  [['video/../../x.mp4']],
  [['video\\..\\x.mp4']],
  [['.hidden.mp4']],
  [['a', 'b', 'c.mp4']],
  [['session.json']],
  [['main.constructor']],
  [['a\0.mp4']],
  [['']],
])('%j is not', (segments) => {
  expect(resolvePinnedPath('/pins/c', segments)).toBeUndefined();
});
