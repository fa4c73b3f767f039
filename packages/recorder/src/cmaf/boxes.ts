/** Writing and reading ISO base media file format boxes (ISO/IEC 14496-12). Sizes and offsets in bytes. */

/** Big-endian unsigned 16-bit integer. */
export function uint16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/** Big-endian unsigned 32-bit integers, one after the other; values wrap at 2^32. */
export function uint32(...values: number[]): Buffer {
  const bytes = Buffer.allocUnsafe(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, index * 4));
  return bytes;
}

/** Big-endian unsigned 64-bit integer from a whole, non-negative number up to 2^53. */
export function uint64(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

/** A box with its 32-bit size and four-character type. */
export function box(type: string, ...payload: Buffer[]): Buffer {
  const size = payload.reduce((sum, part) => sum + part.length, 8);
  return Buffer.concat([uint32(size), Buffer.from(type, 'latin1'), ...payload], size);
}

/** A box that begins with a version and 24 bits of flags (ISO/IEC 14496-12 4.2). */
export function fullBox(type: string, version: number, flags: number, ...payload: Buffer[]): Buffer {
  return box(type, uint32(version * 2 ** 24 + flags), ...payload);
}

/** Where a box lies in its buffer: `bodyStart` is the first byte after size and type. */
export interface BoxSpan {
  type: string;
  start: number;
  bodyStart: number;
  end: number;
}

/** The boxes of a buffer in order; stops before one that is cut off or malformed. */
export function* eachBox(bytes: Buffer, from = 0): Generator<BoxSpan> {
  let start = from;
  while (start + 8 <= bytes.length) {
    const size = bytes.readUInt32BE(start);
    if (size < 8 || start + size > bytes.length) return;
    yield { type: bytes.toString('latin1', start + 4, start + 8), start, bodyStart: start + 8, end: start + size };
    start += size;
  }
}

/**
 * The body of the first box found by following `path` from the top of `bytes`; each step goes into plain container boxes.
 * @throws Error naming the missing box
 */
export function boxBody(bytes: Buffer, ...path: string[]): Buffer {
  let current = bytes;
  for (const type of path) {
    let found: Buffer | undefined;
    for (const span of eachBox(current)) {
      if (span.type !== type) continue;
      found = current.subarray(span.bodyStart, span.end);
      break;
    }
    if (!found) throw new Error(`No ${type} box`);
    current = found;
  }
  return current;
}
