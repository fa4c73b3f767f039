import { type BitReader, createBitReader } from './bit-reader.ts';

/** Profiles whose parameter set carries chroma and scaling lists (ITU-T H.264 section 7.3.2.1.1). */
const PROFILES_WITH_CHROMA = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/**
 * Reads the picture size out of a sequence parameter set (ITU-T H.264 section 7.3.2.1.1), cropping applied.
 * @param sps the NAL unit without start code
 * @throws RangeError when it is cut short
 */
export function parseSpsSize(sps: Uint8Array): { width: number; height: number } {
  const reader = createBitReader(removeEmulationPrevention(sps.subarray(1)));
  const profile = reader.bits(8);
  reader.bits(16);
  reader.unsignedExpGolomb();
  const chroma = PROFILES_WITH_CHROMA.has(profile) ? readChroma(reader) : { format: 1, separatePlanes: false };
  reader.unsignedExpGolomb();
  skipPictureOrder(reader);
  reader.unsignedExpGolomb();
  reader.bits(1);
  const widthInMacroblocks = reader.unsignedExpGolomb() + 1;
  const heightInMapUnits = reader.unsignedExpGolomb() + 1;
  const frameMacroblocksOnly = reader.bits(1) === 1;
  if (!frameMacroblocksOnly) reader.bits(1);
  reader.bits(1);
  const fieldFactor = frameMacroblocksOnly ? 1 : 2;
  const crop = readCrop(reader);
  const subsampled = !chroma.separatePlanes && chroma.format !== 0;
  const cropUnitX = subsampled && chroma.format !== 3 ? 2 : 1;
  const cropUnitY = (subsampled && chroma.format === 1 ? 2 : 1) * fieldFactor;
  return {
    width: widthInMacroblocks * 16 - (crop.left + crop.right) * cropUnitX,
    height: heightInMapUnits * 16 * fieldFactor - (crop.top + crop.bottom) * cropUnitY,
  };
}

function readChroma(reader: BitReader): { format: number; separatePlanes: boolean } {
  const format = reader.unsignedExpGolomb();
  const separatePlanes = format === 3 && reader.bits(1) === 1;
  reader.unsignedExpGolomb();
  reader.unsignedExpGolomb();
  reader.bits(1);
  if (reader.bits(1) === 1) {
    const lists = format === 3 ? 12 : 8;
    for (let list = 0; list < lists; list++) {
      if (reader.bits(1) === 1) skipScalingList(reader, list < 6 ? 16 : 64);
    }
  }
  return { format, separatePlanes };
}

function skipScalingList(reader: BitReader, size: number): void {
  let last = 8;
  let next = 8;
  for (let index = 0; index < size; index++) {
    if (next !== 0) next = (last + reader.signedExpGolomb() + 256) % 256;
    last = next === 0 ? last : next;
  }
}

function skipPictureOrder(reader: BitReader): void {
  const type = reader.unsignedExpGolomb();
  if (type === 0) reader.unsignedExpGolomb();
  if (type !== 1) return;
  reader.bits(1);
  reader.signedExpGolomb();
  reader.signedExpGolomb();
  const cycle = reader.unsignedExpGolomb();
  for (let index = 0; index < cycle; index++) reader.signedExpGolomb();
}

function readCrop(reader: BitReader): { left: number; right: number; top: number; bottom: number } {
  if (reader.bits(1) === 0) return { left: 0, right: 0, top: 0, bottom: 0 };
  const left = reader.unsignedExpGolomb();
  const right = reader.unsignedExpGolomb();
  const top = reader.unsignedExpGolomb();
  const bottom = reader.unsignedExpGolomb();
  return { left, right, top, bottom };
}

/** Undoes the 0x000003 escapes of a NAL unit (ITU-T H.264 section 7.4.1). */
function removeEmulationPrevention(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    out[length++] = byte;
  }
  return out.subarray(0, length);
}
