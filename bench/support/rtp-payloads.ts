/** Largest RTP payload: with all headers it stays below any usual MTU. */
const maxPayloadBytes = 1_160;

/** Splits a sample (4-byte lengths and NAL units in turn) into RTP payloads: single units and FU-A (RFC 6184, 5.6 and 5.8). */
export function toH264Payloads(sample: readonly Buffer[]): Buffer[] {
  return sample.filter((_, index) => index % 2 === 1).flatMap(fragment);
}

function fragment(unit: Buffer): Buffer[] {
  if (unit.length <= maxPayloadBytes) return [unit];
  const header = unit[0] ?? 0;
  const pieces: Buffer[] = [];
  for (let from = 1; from < unit.length; from += maxPayloadBytes - 2) {
    const to = Math.min(unit.length, from + maxPayloadBytes - 2);
    const start = from === 1 ? 0x80 : 0;
    const end = to === unit.length ? 0x40 : 0;
    pieces.push(Buffer.concat([Buffer.from([(header & 0xe0) | 28, start | end | (header & 0x1f)]), unit.subarray(from, to)]));
  }
  return pieces;
}

/** An RTP packet (RFC 3550, 5.1) whose payload type and SSRC are still to be filled in. */
export function rtpPacket({
  sequence,
  timestamp,
  marker,
  payload,
}: {
  sequence: number;
  timestamp: number;
  marker: boolean;
  payload: Buffer;
}): Buffer {
  const header = Buffer.alloc(12);
  header[0] = 0x80;
  header[1] = marker ? 0x80 : 0;
  header.writeUInt16BE(sequence, 2);
  header.writeUInt32BE(timestamp, 4);
  return Buffer.concat([header, payload]);
}
