import { PlaylistUnreadableError, renderMediaPlaylist, type PlaylistSegment } from '@reprise/recorder/cmaf';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { BufferTrack } from './buffer-track.ts';
import { egressClockOffsetMs, parsePlaylist } from './parse-playlist.ts';

const samples = join(import.meta.dirname, 'testdata');
const egress = { name: '.', kind: 'muxed', directory: '/buffer', clockOffsetMs: egressClockOffsetMs, sizeOf: () => 1000 } as const;
const readSample = (name: string): string => readFileSync(join(samples, name), 'utf8');

it.each([
  ['event-active.m3u8', 8, false, '04:48:38.660', '04:49:58.660'],
  ['event-final-full.m3u8', 10, true, '04:48:38.660', '04:50:15.593'],
  ['event-final-timestamp.m3u8', 10, true, '04:48:39.187', '04:50:15.920'],
  ['event-handler-killed-no-endlist.m3u8', 1, false, '04:46:59.646', '04:47:03.646'],
  ['live-active.m3u8', 5, false, '04:49:08.660', '04:49:58.660'],
  ['live-final-full.m3u8', 5, true, '04:49:28.660', '04:50:15.593'],
])('reads what Egress wrote: %s', (name, count, ended, from, to) => {
  const parsed = parsePlaylist(readSample(name), egress);
  const { segments } = parsed.track;
  expect(parsed.ended).toBe(ended);
  expect(segments).toHaveLength(count);
  expect(segments[0]?.startsAt).toBe(Date.parse(`2026-11-21T${from}Z`) + egressClockOffsetMs);
  expect(segments.at(-1)?.endsAt).toBeCloseTo(Date.parse(`2026-11-21T${to}Z`) + egressClockOffsetMs, 3);
  expect(segments[0]).toMatchObject({ independent: true, discontinuity: false, bytes: 1000 });
  expect(segments[0]?.path).toMatch(/^\/buffer\/[\w-]+\.ts$/);
});

it('takes every sample of Egress, cut off anywhere, for unreadable or for an earlier list', () => {
  for (const name of readdirSync(samples)) {
    const text = readSample(name);
    const whole = parsePlaylist(text, egress).track.segments;
    for (let length = 0; length < text.length; length += 7) {
      try {
        const cut = parsePlaylist(text.slice(0, length), egress).track.segments;
        expect(cut).toEqual(whole.slice(0, cut.length));
      } catch (error) {
        expect(error).toBeInstanceOf(PlaylistUnreadableError);
      }
    }
  }
});

it('leaves out files that are gone, and keeps the time of the others', () => {
  const { track } = parsePlaylist(readSample('event-active.m3u8'), {
    ...egress,
    sizeOf: (name) => (name.includes('00003') ? undefined : 5),
  });
  expect(track.segments.map((segment) => (segment.startsAt - (track.segments[0]?.startsAt ?? 0)) / 1000)).toEqual([
    0, 10, 20, 40, 50, 60, 70,
  ]);
});

it('refuses names that lead out of the buffer', () => {
  for (const name of ['../secret.ts', '/etc/passwd', 'a/b.ts', 'http://elsewhere/x.ts', '..']) {
    expect(() => parsePlaylist(`#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:2026-11-21T04:48:38Z\n#EXTINF:1,\n${name}\n`, egress)).toThrow(
      PlaylistUnreadableError,
    );
  }
});

it('continues time over segments without a date, and needs one to begin with', () => {
  const head = '#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:2026-11-21T04:48:38Z\n';
  const { track } = parsePlaylist(`${head}#EXTINF:1.5,\na.ts\n#EXTINF:2,\nb.ts\n`, egress);
  expect((track.segments[1]?.endsAt ?? 0) - (track.segments[0]?.startsAt ?? 0)).toBe(3500);
  expect(() => parsePlaylist('#EXTM3U\n#EXTINF:1.5,\na.ts\n', egress)).toThrow('has no date');
});

it('gives back the index of any buffer that was written', () => {
  const entry = fc.record({
    gapMs: fc.nat(3000),
    lengthMs: fc.integer({ min: 1, max: 11_999 }),
    newEpoch: fc.boolean(),
    independent: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 40 }), fc.nat(100), (entries, firstEpoch) => {
      let startsAtMs = 1_790_000_000_000;
      let epoch = firstEpoch;
      const written = entries.map(({ gapMs, lengthMs, newEpoch, independent }, index): PlaylistSegment => {
        if (newEpoch && index > 0) epoch++;
        startsAtMs += gapMs;
        const segment = {
          file: `segment-${index}.m4s`,
          initFile: `init-${epoch}.mp4`,
          epoch,
          startsAtMs,
          durationSeconds: lengthMs / 1000,
          independent,
        };
        startsAtMs += lengthMs;
        return segment;
      });
      const source = { name: 'video', kind: 'video', directory: '/b/video', sizeOf: () => 7 } as const;
      const { track } = parsePlaylist(renderMediaPlaylist(written, { mediaSequence: 3, ended: false }), source);
      const expected: BufferTrack['segments'] = written.map((segment, index) => ({
        path: `/b/video/${segment.file}`,
        initPath: `/b/video/${segment.initFile}`,
        epoch: segment.epoch,
        startsAt: segment.startsAtMs,
        endsAt: segment.startsAtMs + segment.durationSeconds * 1000,
        bytes: 7,
        discontinuity: index > 0 && written[index - 1]?.epoch !== segment.epoch,
        independent: segment.independent,
      }));
      expect(track.segments).toEqual(expected);
    }),
  );
});
