/** Frame lengths in 48 kHz samples by the TOC's configuration number (RFC 6716 3.1). */
const frameSamples = [
  480, 960, 1920, 2880, 480, 960, 1920, 2880, 480, 960, 1920, 2880, 480, 960, 480, 960, 120, 240, 480, 960, 120, 240, 480, 960, 120, 240,
  480, 960, 120, 240, 480, 960,
];

/** How many 48 kHz samples an Opus packet decodes to (RFC 6716 3.1, 3.2); 960 for one that is empty or malformed. */
export function opusPacketSamples(packet: Buffer): number {
  const toc = packet[0];
  if (toc === undefined) return 960;
  const samples = frameSamples[toc >> 3] ?? 960;
  const code = toc & 3;
  if (code === 0) return samples;
  if (code < 3) return samples * 2;
  const frames = (packet[1] ?? 1) & 0x3f;
  // A packet holds at most 120 ms; more is malformed.
  return frames > 0 && frames * samples <= 5760 ? frames * samples : 960;
}

/** A packet of digital silence, with its length in 48 kHz samples. */
export interface SilencePacket {
  samples: number;
  data: Buffer;
}

/** Full-band CELT frames whose first range-coded bit is the silence flag (RFC 6716 4.3), longest first. */
function silencePackets(channels: 1 | 2): SilencePacket[] {
  const stereo = channels === 2 ? 4 : 0;
  return [
    [31, 960],
    [30, 480],
    [29, 240],
    [28, 120],
  ].map(([configuration = 31, samples = 960]) => ({
    samples,
    data: Buffer.from([(configuration << 3) | stereo, 0xff, 0xfe]),
  }));
}

const silence = { 1: silencePackets(1), 2: silencePackets(2) };

/** Silence packets that fill `samples` at 48 kHz as far as whole packets go; less than 2.5 ms is left over. */
export function* fillSilence(samples: number, channels: 1 | 2): Generator<SilencePacket> {
  let left = samples;
  for (const packet of silence[channels]) {
    while (left >= packet.samples) {
      yield packet;
      left -= packet.samples;
    }
  }
}
