import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderMediaPlaylist, type PlaylistSegment } from './media-playlist.ts';
import { parseMediaPlaylist, PlaylistUnreadableError } from './parse-media-playlist.ts';

const segment = fc.record({
  startsAtMs: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
  durationSeconds: fc.integer({ min: 1, max: 1_200_000 }).map((value) => value / 100_000),
  independent: fc.boolean(),
  newEpoch: fc.boolean(),
  newInit: fc.boolean(),
});

const playlist = fc.tuple(fc.array(segment, { minLength: 1, maxLength: 30 }), fc.nat(1000), fc.nat(50), fc.boolean());

const listed = (segments: Array<Parameters<typeof toListed>[0]>, firstEpoch: number): PlaylistSegment[] => {
  let epoch = firstEpoch;
  let init = 0;
  return segments.map((entry, index) => {
    if (entry.newEpoch && index > 0) epoch++;
    if (entry.newInit) init++;
    return toListed(entry, index, epoch, init);
  });
};

const toListed = (
  {
    startsAtMs,
    durationSeconds,
    independent,
  }: { startsAtMs: number; durationSeconds: number; independent: boolean; newEpoch: boolean; newInit: boolean },
  index: number,
  epoch: number,
  init: number,
): PlaylistSegment => ({ file: `segment-${index}.m4s`, initFile: `init-${init}.mp4`, epoch, startsAtMs, durationSeconds, independent });

it('reads back what was written', () => {
  fc.assert(
    fc.property(playlist, ([entries, mediaSequence, firstEpoch, ended]) => {
      const segments = listed(entries, firstEpoch);
      const parsed = parseMediaPlaylist(renderMediaPlaylist(segments, { mediaSequence, ended }));
      expect(parsed).toMatchObject({ mediaSequence, discontinuitySequence: firstEpoch, ended });
      let epoch = parsed.discontinuitySequence;
      const read = parsed.segments.map((entry) => {
        if (entry.discontinuity) epoch++;
        const { uri: file, mapUri: initFile, programDateTimeMs: startsAtMs, durationSeconds, independent } = entry;
        return { file, initFile, epoch, startsAtMs, durationSeconds, independent };
      });
      expect(read).toEqual(segments);
    }),
  );
});

it('takes a list that was cut off anywhere for unreadable or for an earlier one, never for something else', () => {
  fc.assert(
    fc.property(playlist, fc.double({ min: 0, max: 1, noNaN: true }), ([entries, mediaSequence, firstEpoch, ended], part) => {
      const text = renderMediaPlaylist(listed(entries, firstEpoch), { mediaSequence, ended });
      const whole = parseMediaPlaylist(text);
      const length = Math.floor(text.length * part);
      try {
        const cut = parseMediaPlaylist(text.slice(0, length));
        expect(whole.segments.slice(0, cut.segments.length)).toEqual(cut.segments);
      } catch (error) {
        expect(error).toBeInstanceOf(PlaylistUnreadableError);
      }
    }),
  );
});

it.each([
  ['empty', ''],
  ['no playlist', '<html>\n'],
  ['cut inside a line', '#EXTM3U\n#EXTINF:4.0,\nsegment-1'],
  ['a segment without its length', '#EXTM3U\nsegment-1.m4s\n'],
  ['a length without its segment', '#EXTM3U\n#EXTINF:4.0,\n'],
  ['a date without its segment', '#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:2026-11-21T04:48:38Z\n'],
  ['a length that is no number', '#EXTM3U\n#EXTINF:abc,\nsegment-1.m4s\n'],
  ['a date that is none', '#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:yesterday\n#EXTINF:1,\na.ts\n'],
  ['a map without a URI', '#EXTM3U\n#EXT-X-MAP:BYTERANGE="1@0"\n#EXTINF:1,\na.ts\n'],
])('refuses %s', (_, text) => {
  expect(() => parseMediaPlaylist(text)).toThrow(PlaylistUnreadableError);
});
