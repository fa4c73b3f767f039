import { uint32 } from '../cmaf/boxes.ts';

/** An H.264 stream taken apart: frames as samples (4-byte lengths, SPS and PPS before each IDR). */
export interface H264Frames {
  frames: Array<{ keyframe: boolean; data: Buffer[]; sizeBytes: number }>;
  sps: Buffer;
  pps: Buffer;
}

/** Splits an Annex B byte stream (ISO/IEC 14496-10 annex B) of one SPS and PPS. */
export function splitAnnexB(stream: Buffer): H264Frames {
  const frames: H264Frames['frames'] = [];
  let sps = Buffer.alloc(0);
  let pps = Buffer.alloc(0);
  const addTo = (frame: H264Frames['frames'][number], unit: Buffer): void => {
    frame.data.push(uint32(unit.length), unit);
    frame.sizeBytes += unit.length + 4;
  };
  for (const unit of nalUnits(stream)) {
    const type = (unit[0] ?? 0) & 31;
    if (type === 7) sps = Buffer.from(unit);
    else if (type === 8) pps = Buffer.from(unit);
    else if (type === 1 || type === 5) {
      // first_mb_in_slice = 0 is coded as a leading 1 bit.
      const beginsPicture = ((unit[1] ?? 0) & 0x80) !== 0;
      let frame = frames.at(-1);
      if (beginsPicture || !frame) {
        frame = { keyframe: type === 5, data: [], sizeBytes: 0 };
        frames.push(frame);
        if (type === 5) for (const parameters of [sps, pps]) addTo(frame, parameters);
      }
      addTo(frame, unit);
    }
  }
  return { frames, sps, pps };
}

function* nalUnits(stream: Buffer): Generator<Buffer> {
  const startCode = Buffer.from([0, 0, 1]);
  let start = stream.indexOf(startCode);
  while (start >= 0) {
    const next = stream.indexOf(startCode, start + 3);
    let end = next < 0 ? stream.length : next;
    while (end > start + 3 && stream[end - 1] === 0) end--;
    yield stream.subarray(start + 3, end);
    start = next;
  }
}
