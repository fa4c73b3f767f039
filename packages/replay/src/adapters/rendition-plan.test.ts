import { expect, test } from 'vitest';
import { planRendition, spliceList } from './rendition-plan.ts';

test.each([
  ['begins with a keyframe', 'packet,0.000000,K_\npacket,0.033333,__\nstream,h264\n', { video: 'copy' }],
  [
    'has hidden pictures',
    'packet,-0.500000,KD\npacket,-0.033333,_D\npacket,0.000000,__\npacket,2.000000,K_\nstream,h264\n',
    { video: 'splice', keyframeSeconds: 2 },
  ],
  ['a keyframe right at the start', 'packet,-0.033333,KD\npacket,0.000000,K_\nstream,h264\n', { video: 'splice', keyframeSeconds: 0 }],
  ['never has another keyframe', 'packet,-0.5,KD\npacket,0.0,__\nstream,h264\n', { video: 'encode' }],
  ['is no H.264', 'packet,0.0,K_\nstream,vp9\n', { video: 'encode' }],
  ['has no picture', '', { video: 'copy' }],
])('a clip that %s', (_what, csv, plan) => {
  expect(planRendition(csv)).toEqual(plan);
});

test('names with quotes do not break out of the list', () => {
  expect(spliceList("/a'b/head.mp4", '/c.mp4', 1.5)).toBe(
    "ffconcat version 1.0\nfile '/a'\\''b/head.mp4'\nduration 1.501000\nfile '/c.mp4'\ninpoint 1.501000\n",
  );
});
