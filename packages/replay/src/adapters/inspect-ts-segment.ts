import { readFile } from 'node:fs/promises';

/** What one MPEG-TS segment says about itself. PTS in seconds, as written (they wrap after 26.5 h). */
export interface TsSegment {
  firstVideoPts: number;
  /** Of picture or sound, whichever is earlier. */
  firstPts: number;
}

interface TsPacket {
  at: number;
  pid: number;
  hasPayload: boolean;
  counter: number;
  /** A PES packet with a PTS begins in it. */
  pes?: { kind: 'video' | 'audio'; pts: number };
}

const PACKET_BYTES = 188;
const SYNC = 0x47;
const NULL_PID = 0x1fff;
const PTS_HZ = 90_000;

/** The bytes of a segment; undefined when retention took it. */
export async function readTsSegment(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Looks at every packet of a segment (ISO/IEC 13818-1 2.4.3): undefined when it is corrupt, that is no whole number of
 * packets, out of sync, with packets missing, or without a picture.
 */
export function inspectTs(bytes: Buffer): TsSegment | undefined {
  if (bytes.length === 0 || bytes.length % PACKET_BYTES !== 0) return undefined;
  const counters = new Map<number, number>();
  const first = new Map<'video' | 'audio', number>();
  for (let at = 0; at < bytes.length; at += PACKET_BYTES) {
    const packet = readPacket(bytes, at);
    if (!packet) return undefined;
    const { pid, hasPayload, counter, pes } = packet;
    if (!hasPayload || pid === NULL_PID) continue;
    const before = counters.get(pid);
    if (before !== undefined && ((before + 1) & 0x0f) !== counter) return undefined;
    counters.set(pid, counter);
    if (pes) first.set(pes.kind, Math.min(first.get(pes.kind) ?? Number.POSITIVE_INFINITY, pes.pts));
  }
  const video = first.get('video');
  if (video === undefined) return undefined;
  return { firstVideoPts: video, firstPts: Math.min(video, first.get('audio') ?? video) };
}

/**
 * A segment without what is shown or heard from `endPts` on. The picture ends where, in the order of decoding, the first
 * such frame would come, so that everything kept can be decoded.
 */
export function trimTs(bytes: Buffer, endPts: number): Buffer {
  const ended = new Set<number>();
  const kept: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += PACKET_BYTES) {
    const packet = readPacket(bytes, at);
    if (!packet) break;
    if (packet.pes && packet.pes.pts >= endPts) ended.add(packet.pid);
    if (!ended.has(packet.pid)) kept.push(bytes.subarray(at, at + PACKET_BYTES));
  }
  return Buffer.concat(kept);
}

/** Undefined: out of sync, or marked as damaged. */
function readPacket(bytes: Buffer, at: number): TsPacket | undefined {
  const flags = bytes.readUInt16BE(at + 1);
  const control = bytes[at + 3] ?? 0;
  const hasError = (flags & 0x8000) !== 0;
  if (bytes[at] !== SYNC || hasError) return undefined;
  const beginsUnit = (flags & 0x4000) !== 0;
  const hasPayload = (control & 0x10) !== 0;
  const adaptation = (control & 0x20) !== 0 ? 1 + (bytes[at + 4] ?? 0) : 0;
  const pes = beginsUnit && hasPayload ? readPes(bytes, at + 4 + adaptation) : undefined;
  return { at, pid: flags & 0x1fff, hasPayload, counter: control & 0x0f, ...(pes && { pes }) };
}

/** The kind and PTS of a PES packet that has one (2.4.3.6). */
function readPes(bytes: Buffer, at: number): TsPacket['pes'] | undefined {
  if (at + 14 > bytes.length || bytes.readUIntBE(at, 3) !== 1) return undefined;
  const stream = bytes[at + 3] ?? 0;
  const kind = (stream & 0xf0) === 0xe0 ? 'video' : (stream & 0xe0) === 0xc0 ? 'audio' : undefined;
  if (!kind || ((bytes[at + 7] ?? 0) & 0x80) === 0) return undefined;
  const high = ((bytes[at + 9] ?? 0) >> 1) & 0x07;
  const middle = bytes.readUInt16BE(at + 10) >> 1;
  const low = bytes.readUInt16BE(at + 12) >> 1;
  return { kind, pts: (high * 2 ** 30 + middle * 2 ** 15 + low) / PTS_HZ };
}
