import { describe, expect, it } from 'vitest';
import { findRecordableCodec } from './codecs.ts';
import { createRtpStream } from './rtp-stream.ts';

const SPS = Buffer.from('6742c01ed900a02ff97011000003000100000300320f162e48', 'hex');
/** 8x8: one macroblock, cropped. */
const BLANK_SPS = Buffer.from('6742c01eda7e5950', 'hex');
const PPS = Buffer.from('68ce3c80', 'hex');

function keyframe(sps: Buffer): Buffer {
  const units = [sps, PPS, Buffer.from([0x65, 1])];
  return Buffer.concat([Buffer.from([24]), ...units.flatMap((unit) => [Buffer.from([0, unit.length]), unit])]);
}

const DELTA = Buffer.from([0x41, 1]);

function setUp() {
  const codec = findRecordableCodec('video/H264');
  if (codec === undefined) throw new Error('No H.264');
  const log: string[] = [];
  const stream = createRtpStream({
    ssrc: 7,
    codec,
    keyframePeriodMs: 5_000,
    onFrame: (frame) => log.push(`${frame.keyframe ? 'key' : 'delta'} ${frame.rtpTime}`),
    onBlank: () => log.push('blank'),
    onLost: () => log.push('lost'),
    sendNack: (_, sequences) => log.push(`nack ${sequences.join()}`),
    sendPictureLoss: () => log.push('pli'),
  });
  const push = (sequence: number, payload: Buffer, arrivalMs = sequence) => stream.onRtp(sequence, sequence * 10, true, payload, arrivalMs);
  return { log, stream, push };
}

describe('a video stream', () => {
  it('begins with a keyframe', () => {
    const { log, push } = setUp();
    push(1, DELTA);
    push(2, keyframe(SPS));
    push(3, DELTA);
    expect(log).toEqual(['key 20', 'delta 30']);
  });

  it('leaves out what depends on a lost frame, and asks for a keyframe once', () => {
    const { log, stream, push } = setUp();
    push(1, keyframe(SPS));
    push(3, DELTA);
    stream.tick(20, 0);
    stream.tick(1_000, 0);
    push(4, DELTA, 1_001);
    stream.tick(1_020, 0);
    push(5, keyframe(SPS), 1_040);
    push(6, DELTA, 1_060);
    expect(log).toEqual(['key 10', 'nack 2', 'lost', 'pli', 'key 50', 'delta 60']);
    expect(stream.stats).toMatchObject({ lost: 1, nackSent: 1, pliSent: 1, keyframes: 2 });
  });

  it('takes a blank picture for a pause', () => {
    const { log, push } = setUp();
    push(1, keyframe(SPS));
    push(2, keyframe(BLANK_SPS));
    push(3, DELTA);
    push(4, keyframe(SPS));
    expect(log).toEqual(['key 10', 'blank', 'key 40']);
  });
});
