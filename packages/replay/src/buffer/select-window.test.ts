import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BufferSegment, type BufferTrack, bufferedRange } from './buffer-track.ts';
import { expiredSegments } from './expired-segments.ts';
import { gapToleranceMs, selectWindow } from './select-window.ts';
import { withOpenSegments } from './with-open-segments.ts';

const segment = (startsAt: number, endsAt: number, extra: Partial<BufferSegment> = {}): BufferSegment => ({
  path: `/b/${startsAt}`,
  epoch: 0,
  startsAt,
  endsAt,
  bytes: 1,
  discontinuity: false,
  independent: true,
  ...extra,
});
const track = (name: string, ranges: Array<[number, number]>): BufferTrack => ({
  name,
  kind: name === 'video' ? 'video' : 'audio',
  segments: ranges.map(([from, to]) => segment(from, to)),
});
const starts = (tracks: readonly BufferTrack[]) => tracks.map((one) => [one.name, ...one.segments.map((entry) => entry.startsAt)]);

describe('a window of a buffer', () => {
  const video = track('video', [
    [0, 5000],
    [5000, 10_000],
    [10_000, 15_000],
  ]);
  const audio = track('audio', [
    [0, 5000],
    [5000, 10_000],
    [10_000, 15_000],
  ]);

  it('is covered by the segments that overlap it, with sound that Opus needs before it', () => {
    expect(selectWindow([video, audio], { startAt: 5010, endAt: 9000 })).toMatchObject({
      outcome: 'covered',
      actualStart: 5010,
      actualEnd: 9000,
      gaps: [],
      complete: true,
      missingBeforeMs: 0,
      missingAfterMs: 0,
    });
    const selection = selectWindow([video, audio], { startAt: 5010, endAt: 9000 });
    expect(selection.outcome === 'covered' && starts(selection.tracks)).toEqual([
      ['video', 5000],
      ['audio', 0, 5000],
    ]);
  });

  it.each([
    ['nothing of it', { startAt: 15_000, endAt: 20_000 }],
    ['nothing before it', { startAt: -5000, endAt: 0 }],
    ['an empty one', { startAt: 5000, endAt: 5000 }],
  ])('has an outcome of its own: %s', (_, window) => {
    expect(selectWindow([video, audio], window)).toEqual({ outcome: 'nothing', requested: window });
  });

  it('names a buffer that is shorter than asked', () => {
    expect(selectWindow([video], { startAt: -55_000, endAt: 5000 })).toMatchObject({
      actualStart: 0,
      missingBeforeMs: 55_000,
      complete: false,
    });
    expect(selectWindow([video], { startAt: 12_000, endAt: 16_000 })).toMatchObject({
      actualEnd: 15_000,
      missingAfterMs: 1000,
      complete: false,
    });
    expect(selectWindow([video], { startAt: 12_000, endAt: 15_300 })).toMatchObject({ complete: true });
  });

  it('names its gaps in the picture, whatever sound there is', () => {
    const broken = track('video', [
      [0, 5000],
      [7000, 10_000],
      [10_050, 12_000],
    ]);
    expect(selectWindow([broken, audio], { startAt: 1000, endAt: 11_000 })).toMatchObject({
      gaps: [{ startAt: 5000, endAt: 7000 }],
      complete: false,
    });
    expect(selectWindow([video, track('audio', [[9000, 15_000]])], { startAt: 1000, endAt: 11_000 })).toMatchObject({
      gaps: [],
      complete: true,
    });
  });

  it('is nothing where there is sound alone', () => {
    const window = { startAt: 1000, endAt: 11_000 };
    const elsewhere = track('video', [
      [0, 1000],
      [11_000, 12_000],
    ]);
    expect(selectWindow([elsewhere, audio], window)).toEqual({ outcome: 'nothing', requested: window });
    expect(selectWindow([audio], window)).toEqual({ outcome: 'nothing', requested: window });
  });

  it('takes along what its first segment cannot be decoded without', () => {
    const long: BufferTrack = {
      name: 'video',
      kind: 'video',
      segments: [
        segment(0, 5000),
        segment(5000, 10_000),
        segment(10_000, 20_000, { independent: false }),
        segment(20_000, 25_000, { independent: false }),
      ],
    };
    const selection = selectWindow([long], { startAt: 21_000, endAt: 22_000 });
    expect(selection.outcome === 'covered' && starts(selection.tracks)).toEqual([['video', 5000, 10_000, 20_000]]);
    expect(expiredSegments(long, { newestAt: 25_000, retentionMs: 3000 }).map((entry) => entry.startsAt)).toEqual([0]);
    expect(expiredSegments(video, { newestAt: 15_000, retentionMs: 5000 }).map((entry) => entry.startsAt)).toEqual([0]);
  });
});

it('covers exactly what exists, for any buffer and window', () => {
  const buffers = fc.array(fc.record({ gap: fc.nat(2000), length: fc.integer({ min: 1, max: 12_000 }), independent: fc.boolean() }), {
    maxLength: 30,
  });
  const window = fc.tuple(fc.integer({ min: -20_000, max: 200_000 }), fc.integer({ min: 0, max: 200_000 }));
  fc.assert(
    fc.property(buffers, window, (entries, [startAt, length]) => {
      let at = 0;
      const segments = entries.map((entry, index) => {
        at += entry.gap;
        const made = segment(at, at + entry.length, { independent: index === 0 || entry.independent });
        at += entry.length;
        return made;
      });
      const requested = { startAt, endAt: startAt + length };
      const overlap = ({ startsAt, endsAt }: BufferSegment): number =>
        Math.max(0, Math.min(endsAt, requested.endAt) - Math.max(startsAt, startAt));
      const existing = segments.reduce((sum, entry) => sum + overlap(entry), 0);
      const selection = selectWindow([{ name: 'video', kind: 'video', segments }], requested);
      if (selection.outcome === 'nothing') {
        expect(existing).toBe(0);
        return;
      }
      const chosen = selection.tracks[0]?.segments ?? [];
      // Everything that is there is chosen; what is chosen beside it is needed to decode it.
      expect(chosen.reduce((sum, entry) => sum + overlap(entry), 0)).toBe(existing);
      const extra = chosen.filter((entry) => overlap(entry) === 0);
      expect(chosen.slice(0, extra.length)).toEqual(extra);
      expect(chosen[0]?.independent).toBe(true);
      for (const entry of chosen.slice(1, extra.length + 1)) expect(entry.independent).toBe(false);
      // Start, end, gaps and missing edges add up to the window.
      const holes = selection.gaps.reduce((sum, gap) => sum + gap.endAt - gap.startAt, 0);
      expect(selection.missingBeforeMs + selection.missingAfterMs + (selection.actualEnd - selection.actualStart)).toBe(length);
      const tolerated = selection.actualEnd - selection.actualStart - holes - existing;
      expect(tolerated).toBeGreaterThanOrEqual(0);
      expect(tolerated).toBeLessThanOrEqual(gapToleranceMs * segments.length);
      for (const gap of selection.gaps) expect(gap.endAt - gap.startAt).toBeGreaterThan(gapToleranceMs);
    }),
  );
});

it('adds the open segment once', () => {
  const open = {
    track: 'video',
    path: '/b/5000',
    initPath: '/b/init',
    epoch: 0,
    startsAt: 5000,
    endsAt: 7000,
    bytes: 9,
    discontinuity: false,
  };
  const listed = [track('video', [[0, 5000]])];
  const merged = withOpenSegments(withOpenSegments(listed, [open]), [open]);
  expect(starts(merged)).toEqual([['video', 0, 5000]]);
  expect(starts(listed)).toEqual([['video', 0]]);
  expect(withOpenSegments([], [{ ...open, track: 'audio' }])[0]).toMatchObject({ name: 'audio', kind: 'audio' });
  expect(bufferedRange(merged)).toEqual({ startAt: 0, endAt: 7000, bytes: 10 });
  expect(bufferedRange([])).toBeUndefined();
});
