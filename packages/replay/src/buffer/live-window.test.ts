import { expect, test } from 'vitest';
import { type LiveWindow, parseLiveWindow, renderLiveWindow, soundRangeOf, withoutLeaving, withSoundReady } from './live-window.ts';

const text = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:12
#EXT-X-MEDIA-SEQUENCE:41
#EXT-X-DISCONTINUITY-SEQUENCE:3
#EXT-X-MAP:URI="init-1.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:00:00.000Z
#EXTINF:5.00000,
segment-1000.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:00:05.001Z
#EXTINF:4.00000,
segment-6000.m4s
#EXT-X-DISCONTINUITY
#EXT-X-MAP:URI="init-2.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-21T12:01:00.000Z
#EXTINF:6.00000,
segment-61000.m4s
`;
const at = Date.parse('2026-11-21T12:00:00.000Z');
const window = parseLiveWindow(text, '/buffer/video');
const lines = (list: string, tag: string): string[] => list.split('\n').filter((line) => line.startsWith(tag));

test('picture and sound are told of the same segments, numbers and discontinuities', () => {
  const [video, audio] = [renderLiveWindow(window), renderLiveWindow(window, 'init-7.mp4')];
  for (const tag of ['#EXT-X-MEDIA-SEQUENCE', '#EXT-X-DISCONTINUITY', '#EXTINF', '#EXT-X-PROGRAM-DATE-TIME']) {
    expect(lines(audio, tag)).toEqual(lines(video, tag));
  }
  expect(lines(video, '#EXT-X-MEDIA-SEQUENCE')).toEqual(['#EXT-X-MEDIA-SEQUENCE:41']);
  expect(lines(video, '#EXT-X-DISCONTINUITY')).toEqual(['#EXT-X-DISCONTINUITY-SEQUENCE:3', '#EXT-X-DISCONTINUITY']);
  expect(lines(video, 'video/')).toEqual(['video/segment-1000.m4s', 'video/segment-6000.m4s', 'video/segment-61000.m4s']);
  expect(lines(video, '#EXT-X-MAP')).toEqual(['#EXT-X-MAP:URI="video/init-1.mp4"', '#EXT-X-MAP:URI="video/init-2.mp4"']);
  expect(lines(audio, '#EXT-X-MAP')).toEqual(['#EXT-X-MAP:URI="audio/init-7.mp4"']);
  expect(video).not.toContain('ENDLIST');
});

test.each<[string, { soundUntil?: number; now?: number }, number]>([
  ['no sound at all', {}, 3],
  ['sound up to the end', { soundUntil: at + 66_000 }, 3],
  ['sound on its way', { soundUntil: at + 65_000 }, 2],
  ['sound that ended long ago, which may begin again', { soundUntil: at + 7_000 }, 2],
  ['sound that is over', { soundUntil: at + 7_000, now: at + 69_000 }, 3],
  ['sound that ended with the share, a little before the picture', { soundUntil: at + 65_000, now: at + 69_000 }, 3],
])('what is listed with %s', (_name, { soundUntil, now = at + 66_100 }, segments) => {
  expect(withSoundReady(window, soundUntil, now).segments).toHaveLength(segments);
});

/** Segments of a buffer as [start, end] in seconds; a third entry: without a keyframe. */
const listed = (...spans: Array<[from: number, to: number, isDependent?: true]>): LiveWindow => ({
  mediaSequence: 7,
  segments: spans.map(([from, to, isDependent]) => ({
    path: `segment-${String(from)}.m4s`,
    epoch: 0,
    startsAt: at + from * 1000,
    endsAt: at + to * 1000,
    bytes: 1,
    discontinuity: false,
    independent: isDependent !== true,
  })),
});

test.each<[string, LiveWindow, number]>([
  ['nothing while nothing is about to go', listed([0, 5], [5, 10], [30, 45]), 0],
  ['what retention takes within 15 s', listed([0, 5], [5, 10], [10, 15], [15, 20], [20, 60]), 2],
  ['only what is before a hole, however long', listed([0, 5], [40, 45], [45, 50], [50, 62]), 1],
  ['no segment that those after it need', listed([0, 5], [5, 12], [12, 40, true], [40, 70]), 1],
  ['never the newest', listed([0, 5]), 0],
  ['nothing of nothing', listed(), 0],
])('of a buffer of a minute, the list leaves out %s', (_name, whole, leaving) => {
  const { mediaSequence, segments } = withoutLeaving(whole, 60_000);
  expect(segments).toEqual(whole.segments.slice(leaving));
  expect(mediaSequence).toBe(7 + leaving);
});

test('the sound of neighbouring segments lies end to end, and does not reach over a hole', () => {
  const ranges = window.segments.map((_segment, index) => soundRangeOf(window, index));
  expect(ranges).toEqual([
    { startAt: at, endAt: at + 5_000 },
    { startAt: at + 5_000, endAt: at + 9_001 },
    { startAt: at + 60_000, endAt: at + 66_000 },
  ]);
  const empty: LiveWindow = { mediaSequence: 0, segments: [] };
  expect(soundRangeOf(empty, 0)).toBeUndefined();
});
