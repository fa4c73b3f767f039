import { expect, test } from 'vitest';
import { shareLimits } from './share-limits.ts';
import { roomSession } from './testing/room-session.ts';

const video = { codec: 'h264', width: 1920, height: 1080 };

test.each([
  ['nothing is known yet', {}, []],
  ['everything can be kept', { media: { video, audio: { codec: 'opus' } } }, []],
  ['there is no sound', { media: { video } }, [/no sound/]],
  [
    'no browser plays the codec at once',
    { media: { video: { ...video, codec: 'VP8' }, audio: { codec: 'opus' } } },
    [/VP8.*when it is finished/],
  ],
  ['the buffer began late', { bufferedFrom: '2026-01-01T10:00:20.000Z' }, [/before this/]],
] as const)('says so when %s', (_name, changes, expected) => {
  const limits = shareLimits(roomSession(changes));
  expect(limits).toHaveLength(expected.length);
  limits.forEach(({ text }, index) => expect(text).toMatch(expected[index] ?? /never/));
});
