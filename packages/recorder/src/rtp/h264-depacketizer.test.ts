import { describe, expect, it } from 'vitest';
import type { CodedFrame } from './depacketizer.ts';
import { createH264Depacketizer } from './h264-depacketizer.ts';

/** Constrained baseline, 640x360. */
const SPS = Buffer.from('6742c01ed900a02ff97011000003000100000300320f162e48', 'hex');
const PPS = Buffer.from('68ce3c80', 'hex');
const IDR = Buffer.from([0x65, 1, 2, 3, 4, 5, 6, 7]);
const DELTA = Buffer.from([0x41, 9, 9]);

function stapA(...units: Buffer[]): Buffer {
  const parts = units.flatMap((unit) => [Buffer.from([unit.length >> 8, unit.length & 255]), unit]);
  return Buffer.concat([Buffer.from([24]), ...parts]);
}

function fuA(unit: Buffer, pieces: number): Buffer[] {
  const [header = 0] = unit;
  const size = Math.ceil((unit.length - 1) / pieces);
  return Array.from({ length: pieces }, (_, index) => {
    const bits = (index === 0 ? 0x80 : 0) | (index === pieces - 1 ? 0x40 : 0);
    const body = unit.subarray(1 + index * size, 1 + (index + 1) * size);
    return Buffer.concat([Buffer.from([(header & 0xe0) | 28, bits | (header & 31)]), body]);
  });
}

function sample(...units: Buffer[]): string {
  const parts = units.flatMap((unit) => [Buffer.from([0, 0, 0, unit.length]), unit]);
  return Buffer.concat(parts).toString('hex');
}

function setUp() {
  const depacketizer = createH264Depacketizer();
  let sequence = 0;
  const frames: CodedFrame[] = [];
  return {
    depacketizer,
    frames,
    push: (timestamp: number, marker: boolean, payload: Buffer) => {
      frames.push(...depacketizer.push({ sequence: sequence++, timestamp, marker, payload, arrivalMs: timestamp }));
    },
    samples: () => frames.map(({ rtpTime, keyframe, data }) => [rtpTime, keyframe, Buffer.concat(data).toString('hex')]),
  };
}

describe('H.264 out of RTP', () => {
  it('puts SPS and PPS before an IDR however they came', () => {
    const { depacketizer, push, samples } = setUp();
    push(1, false, stapA(SPS, PPS));
    push(1, true, IDR);
    push(2, true, stapA(SPS, PPS, IDR));
    push(3, false, SPS);
    push(3, false, PPS);
    for (const [index, piece] of fuA(IDR, 3).entries()) push(3, index === 2, piece);
    push(4, true, IDR);
    const whole = sample(SPS, PPS, IDR);
    expect(samples()).toEqual([1, 2, 3, 4].map((time) => [time, true, whole]));
    expect(depacketizer.config).toMatchObject({ codec: 'h264', sps: SPS, pps: PPS });
  });

  it('keeps the same config object until a parameter set changes', () => {
    const { depacketizer, push } = setUp();
    push(1, true, stapA(SPS, PPS, IDR));
    const first = depacketizer.config;
    push(2, true, stapA(SPS, PPS, IDR));
    expect(depacketizer.config).toBe(first);
    push(3, true, stapA(SPS, Buffer.from('68ce3c81', 'hex'), IDR));
    expect(depacketizer.config).not.toBe(first);
  });

  it('has no keyframe without parameter sets', () => {
    const { frames, push } = setUp();
    push(1, true, IDR);
    expect(frames).toEqual([]);
  });

  it('leaves out delimiters and filler, and ends a frame whose marker never came', () => {
    const { push, samples } = setUp();
    push(1, false, Buffer.from([9, 0xf0]));
    push(1, false, DELTA);
    push(1, false, Buffer.from([12, 0xff]));
    push(2, true, DELTA);
    expect(samples()).toEqual([
      [1, false, sample(DELTA)],
      [2, false, sample(DELTA)],
    ]);
  });

  it.each<[string, (setup: ReturnType<typeof setUp>) => void]>([
    [
      'a loss in its middle',
      ({ push, depacketizer }) => {
        push(1, false, DELTA);
        depacketizer.reset();
        push(1, true, DELTA);
      },
    ],
    [
      'a loss before it that may have taken its start',
      ({ push, depacketizer }) => {
        push(0, false, DELTA);
        depacketizer.reset();
        push(1, true, DELTA);
      },
    ],
    ['a fragment without its start', ({ push }) => push(1, true, fuA(DELTA, 2)[1] ?? DELTA)],
    ['a fragment without its end', ({ push }) => push(1, true, fuA(DELTA, 2)[0] ?? DELTA)],
    ['an aggregate that is cut short', ({ push }) => push(1, true, stapA(DELTA).subarray(0, 4))],
    ['a packet type of another mode', ({ push }) => push(1, true, Buffer.from([29, 0, 0]))],
  ])('drops a frame with %s, and only that one', (_, breakIt) => {
    const setup = setUp();
    breakIt(setup);
    setup.push(5, true, DELTA);
    expect(setup.samples()).toEqual([[5, false, sample(DELTA)]]);
  });

  it('takes a keyframe right behind a loss', () => {
    const { depacketizer, push, samples } = setUp();
    push(1, false, DELTA);
    depacketizer.reset();
    push(2, true, stapA(SPS, PPS, IDR));
    expect(samples()).toEqual([[2, true, sample(SPS, PPS, IDR)]]);
  });
});
