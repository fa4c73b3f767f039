import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fillSilence, opusPacketSamples } from './opus-packet.ts';

it.each([
  ['CELT full band, 20 ms', [0xf8], 960],
  ['CELT, 2.5 ms', [0xe0], 120],
  ['SILK narrow band, 60 ms', [0x18], 2880],
  ['hybrid, 10 ms', [0x60], 480],
  ['two frames of equal size', [0xf9], 1920],
  ['two frames of different size', [0xfa], 1920],
  ['three frames', [0xfb, 3], 2880],
  ['more than 120 ms is malformed', [0xfb, 7], 960],
  ['no packet at all', [], 960],
])('tells the length of a packet: %s', (_, bytes, samples) => {
  expect(opusPacketSamples(Buffer.from(bytes))).toBe(samples);
});

it('fills any time with silence to less than 2.5 ms', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 480_000 }), fc.constantFrom<1 | 2>(1, 2), (samples, channels) => {
      const packets = [...fillSilence(samples, channels)];
      const filled = packets.reduce((sum, packet) => sum + packet.samples, 0);
      expect(samples - filled).toBeGreaterThanOrEqual(0);
      expect(samples - filled).toBeLessThan(120);
      for (const packet of packets) expect(opusPacketSamples(packet.data)).toBe(packet.samples);
    }),
  );
});
