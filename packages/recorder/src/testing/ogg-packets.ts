/** The packets of an Ogg stream (RFC 3533), without the two Opus header packets (RFC 7845). */
export function readOggOpus(file: Buffer): Buffer[] {
  const packets: Buffer[] = [];
  let pieces: Buffer[] = [];
  let page = 0;
  while (page + 27 <= file.length) {
    const segmentCount = file[page + 26] ?? 0;
    let at = page + 27 + segmentCount;
    for (let index = 0; index < segmentCount; index++) {
      const length = file[page + 27 + index] ?? 0;
      pieces.push(file.subarray(at, at + length));
      at += length;
      if (length < 255) {
        packets.push(Buffer.concat(pieces));
        pieces = [];
      }
    }
    page = at;
  }
  return packets.slice(2);
}
