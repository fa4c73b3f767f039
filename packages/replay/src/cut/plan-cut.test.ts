import { createInitSegment, type PartTable } from '@reprise/recorder/cmaf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CutTrack, SourceTrack } from './cut-track.ts';
import { layMovie } from './movie-header.ts';
import { planCut } from './plan-cut.ts';

const t0 = 1_790_000_000_000;
const videoInit = createInitSegment({
  kind: 'video',
  codec: 'h264',
  timescale: 90_000,
  width: 640,
  height: 360,
  sps: Buffer.from('6742c01fda014016e9b8', 'hex'),
  pps: Buffer.from('68ce3c80', 'hex'),
});
const audioInit = createInitSegment({ kind: 'audio', codec: 'opus', timescale: 48_000, channels: 2 });

/** One part of samples given as [ms after t0, duration ms, keyframe]. */
function part(timescale: number, samples: Array<[number, number, boolean]>, dataOffset = 100): PartTable {
  return {
    dts: ((samples[0]?.[0] ?? 0) * timescale) / 1000,
    durations: Uint32Array.from(samples, ([, duration]) => (duration * timescale) / 1000),
    sizes: Uint32Array.from(samples, () => 10),
    keyframes: Uint8Array.from(samples, ([, , keyframe]) => (keyframe ? 1 : 0)),
    dataOffset,
    endOffset: dataOffset + samples.length * 10,
  };
}

const video = (...parts: PartTable[]): SourceTrack => ({
  kind: 'video',
  timescale: 90_000,
  init: videoInit,
  channels: 2,
  files: [{ path: '/v', parts }],
});
const audio = (...parts: PartTable[]): SourceTrack => ({
  kind: 'audio',
  timescale: 48_000,
  init: audioInit,
  channels: 2,
  files: [{ path: '/a', parts }],
});
const every = (step: number, from: number, to: number, keyEvery: number): Array<[number, number, boolean]> =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => [from + index * step, step, (index * step) % keyEvery === 0]);
const cut = (tracks: SourceTrack[], from: number, to: number) => planCut(tracks, t0, { startAt: t0 + from, endAt: t0 + to });
/** When samples are shown, ms after the clip's start. */
const shownAt = ({ durations, editMediaTime, timescale }: CutTrack): number[] => {
  let at = -editMediaTime;
  return durations.map((duration) => {
    const shown = (at * 1000) / timescale;
    at += duration;
    return shown;
  });
};

describe('a cut', () => {
  it('begins with the frame on screen, moved to the start, decoded from its keyframe on', () => {
    const plan = cut([video(part(90_000, every(40, 0, 4000, 1000)))], 1530, 2530);
    expect(plan).toMatchObject({ actualStart: t0 + 1530, actualEnd: t0 + 2530, gaps: [] });
    const track = plan?.tracks[0];
    expect(track?.syncSamples).toEqual([1, 26]);
    expect(
      track &&
        shownAt(track)
          .filter((ms) => ms >= 0)
          .slice(0, 3),
    ).toEqual([0, 30, 70]);
    expect(track && shownAt(track)[0]).toBe(-530);
    expect(track?.mediaTicks).toBe(1530 * 90);
  });

  it('shows a held picture from the start, however long it stands already', () => {
    const plan = cut(
      [
        video(
          part(90_000, [
            [0, 40, true],
            [40, 60_000, false],
          ]),
        ),
      ],
      30_000,
      31_000,
    );
    expect(plan).toMatchObject({ actualStart: t0 + 30_000, actualEnd: t0 + 31_000 });
    expect(plan?.tracks[0] && shownAt(plan.tracks[0])).toEqual([-30_000, 0]);
  });

  it('begins where the picture begins when the buffer is shorter, and ends where it ends', () => {
    expect(cut([video(part(90_000, every(40, 500, 2500, 1000)))], -1000, 9000)).toMatchObject({
      actualStart: t0 + 500,
      actualEnd: t0 + 2500,
    });
    expect(cut([video(part(90_000, every(40, 0, 1000, 1000)))], 5000, 6000)).toBeUndefined();
    expect(
      cut(
        [
          video(
            part(90_000, [
              [0, 40, false],
              [40, 40, false],
            ]),
          ),
        ],
        0,
        80,
      ),
    ).toBeUndefined();
    expect(cut([], 0, 80)).toBeUndefined();
  });

  it('names a hole and holds the picture over it', () => {
    const plan = cut([video(part(90_000, every(40, 0, 1000, 1000)), part(90_000, every(40, 3000, 4000, 1000), 9000))], 0, 4000);
    expect(plan?.gaps).toEqual([{ startAt: t0 + 1000, endAt: t0 + 3000 }]);
    expect(plan?.tracks[0]?.durations[24]).toBe(2040 * 90);
  });

  it('fills the sound from the start and over holes with silence', () => {
    const sound = audio(part(48_000, every(20, 1000, 2000, 20)), part(48_000, every(20, 2500, 4000, 20), 900));
    const track = cut([video(part(90_000, every(40, 0, 4000, 1000))), sound], 0, 4000)?.tracks[1];
    expect(track?.editMediaTime).toBe(0);
    expect(track?.mediaTicks).toBe(4 * 48_000);
    expect(new Set(track?.durations)).toEqual(new Set([960]));
    expect(track?.chunks.filter((chunk) => chunk.path === undefined).reduce((sum, chunk) => sum + chunk.sampleCount, 0)).toBe(75);
    for (const chunk of track?.chunks ?? []) expect(chunk.bytes?.length ?? chunk.sizeBytes).toBe(chunk.sizeBytes);
  });

  it('is none without a picture', () => {
    expect(cut([audio(part(48_000, every(20, 0, 4000, 20)))], 1000, 3000)).toBeUndefined();
  });

  it('keeps 80 ms of sound before the start for the decoder', () => {
    const track = cut([video(part(90_000, every(40, 0, 4000, 1000))), audio(part(48_000, every(20, 0, 4000, 20)))], 1510, 4000)?.tracks[1];
    expect(track?.editMediaTime).toBe(90 * 48);
  });

  it('never shows anything outside of its window, for any frames', () => {
    const frames = fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.boolean()), { minLength: 2, maxLength: 80 });
    fc.assert(
      fc.property(frames, fc.integer({ min: 0, max: 8000 }), fc.integer({ min: 1, max: 8000 }), (lengths, from, length) => {
        let at = 0;
        const samples = lengths.map(([duration, keyframe], index): [number, number, boolean] => {
          const sample: [number, number, boolean] = [at, duration, keyframe || index === 0];
          at += duration;
          return sample;
        });
        const plan = cut([video(part(90_000, samples))], from, from + length);
        if (!plan) {
          expect(from).toBeGreaterThanOrEqual(at);
          return;
        }
        const [track] = plan.tracks;
        const shown = track ? shownAt(track) : [];
        expect(plan.actualStart).toBe(t0 + from);
        expect(plan.actualEnd).toBe(t0 + Math.min(at, from + length));
        expect(shown).toContain(0);
        expect(Math.max(...shown)).toBeLessThan(plan.actualEnd - plan.actualStart);
        expect(track?.syncSamples?.[0]).toBe(1);
        expect(track?.durations.reduce((sum, ticks) => sum + ticks, 0)).toBe(track?.mediaTicks);
      }),
    );
  });
});

describe('the header of a movie', () => {
  const plan = cut([video(part(90_000, every(40, 0, 4000, 1000))), audio(part(48_000, every(20, 0, 4000, 20)))], 0, 4000);
  const tracks = plan?.tracks ?? [];

  it('tells its own size, tables first', () => {
    const { header, chunks, sizeBytes } = layMovie(tracks, 4);
    expect(header.toString('latin1', 4, 8)).toBe('ftyp');
    expect(header.indexOf('moov')).toBeLessThan(header.indexOf('mdat'));
    expect(sizeBytes).toBe(header.length + chunks.reduce((sum, chunk) => sum + chunk.sizeBytes, 0));
    expect(header.readUInt32BE(header.length - 8)).toBe(sizeBytes - header.length + 8);
    expect(header.includes('stco')).toBe(true);
  });

  it('uses 64 bits beyond 4 GiB', () => {
    const large = tracks.map((track) => ({ ...track, chunks: track.chunks.map((chunk) => ({ ...chunk, sizeBytes: 2 ** 31 })) }));
    const { header, sizeBytes } = layMovie(large, 4);
    expect(header.includes('co64')).toBe(true);
    expect(header.toString('latin1', header.length - 12, header.length - 8)).toBe('mdat');
    expect(Number(header.readBigUInt64BE(header.length - 8))).toBe(sizeBytes - header.length + 16);
  });
});
