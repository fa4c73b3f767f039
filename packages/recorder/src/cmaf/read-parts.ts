import { readSync } from 'node:fs';
import { boxBody } from './boxes.ts';

/** One part of a segment file: its samples' tables and where their bytes lie. Times in timescale ticks. */
export interface PartTable {
  dts: number;
  durations: Uint32Array;
  sizes: Uint32Array;
  /** 1 for a sync sample. */
  keyframes: Uint8Array;
  /** Offset of the first sample's first byte in the file. */
  dataOffset: number;
  /** Offset just after the part's mdat: a file cut here is whole. */
  endOffset: number;
}

/** Ticks that a part lasts. */
export function partDuration(part: PartTable): number {
  let ticks = 0;
  for (const duration of part.durations) ticks += duration;
  return ticks;
}

/**
 * The whole parts of an open segment file, up to `limitBytes`. A torn or foreign tail ends the list, it is no error:
 * everything before it can be used. Reads only headers, in order, synchronously (some 20 small reads a segment).
 */
export function readParts(fileDescriptor: number, limitBytes: number): PartTable[] {
  const parts: PartTable[] = [];
  const header = Buffer.allocUnsafe(16);
  let moof: Buffer | undefined;
  let offset = 0;
  while (offset + 8 <= limitBytes) {
    if (readSync(fileDescriptor, header, 0, 8, offset) < 8) break;
    const size = header.readUInt32BE(0);
    const type = header.toString('latin1', 4, 8);
    if (size < 8 || offset + size > limitBytes) break;
    if (type === 'moof') {
      moof = Buffer.allocUnsafe(size);
      if (readSync(fileDescriptor, moof, 0, size, offset) < size) break;
    } else if (type === 'mdat' && moof) {
      const part = parseMoof(moof, offset + 8, offset + size);
      if (!part) break;
      parts.push(part);
      moof = undefined;
    } else if (type !== 'styp' && type !== 'prft') {
      break;
    }
    offset += size;
  }
  return parts;
}

/** The sample table of a moof as {@link buildPart} writes it; undefined when it is something else or damaged. */
function parseMoof(moof: Buffer, dataOffset: number, endOffset: number): PartTable | undefined {
  try {
    const traf = boxBody(moof, 'moof', 'traf');
    const run = boxBody(traf, 'trun');
    const count = run.readUInt32BE(4);
    if ((run.readUInt32BE(0) & 0xffffff) !== 0x701 || run.length !== 12 + count * 12 || count === 0) return undefined;
    const part: PartTable = {
      dts: Number(boxBody(traf, 'tfdt').readBigUInt64BE(4)),
      durations: new Uint32Array(count),
      sizes: new Uint32Array(count),
      keyframes: new Uint8Array(count),
      dataOffset,
      endOffset,
    };
    let bytes = 0;
    for (let index = 0; index < count; index++) {
      const at = 12 + index * 12;
      part.durations[index] = run.readUInt32BE(at);
      part.sizes[index] = run.readUInt32BE(at + 4);
      part.keyframes[index] = run.readUInt32BE(at + 8) & 0x10000 ? 0 : 1;
      bytes += part.sizes[index] ?? 0;
    }
    return dataOffset + bytes === endOffset ? part : undefined;
  } catch {
    return undefined;
  }
}
