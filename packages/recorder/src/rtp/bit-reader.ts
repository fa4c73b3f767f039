/** Reads bits, most significant first, with the Exp-Golomb codes of ITU-T H.264 section 9.1. Throws RangeError past the end. */
export interface BitReader {
  bits(count: number): number;
  unsignedExpGolomb(): number;
  signedExpGolomb(): number;
}

/** A reader over `bytes`, starting at their first bit. */
export function createBitReader(bytes: Uint8Array): BitReader {
  let position = 0;

  function bits(count: number): number {
    let value = 0;
    for (let read = 0; read < count; read++) {
      const byte = bytes[position >> 3];
      if (byte === undefined) throw new RangeError('Read past the end of the bits');
      value = value * 2 + ((byte >> (7 - (position & 7))) & 1);
      position++;
    }
    return value;
  }

  function unsignedExpGolomb(): number {
    let zeros = 0;
    while (bits(1) === 0) {
      zeros++;
      if (zeros > 31) throw new RangeError('Exp-Golomb code longer than 32 bits');
    }
    return 2 ** zeros - 1 + bits(zeros);
  }

  function signedExpGolomb(): number {
    const code = unsignedExpGolomb();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }

  return { bits, unsignedExpGolomb, signedExpGolomb };
}
