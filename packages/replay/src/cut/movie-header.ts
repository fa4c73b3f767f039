import { box, boxBody, fullBox, uint16, uint32, uint64 } from '@reprise/recorder/cmaf';
import type { CutChunk, CutTrack } from './cut-track.ts';

/** Ticks a second of the movie and its edit lists: exact for video. */
const movieTimescale = 90_000;

/** Everything of an MP4 before its media bytes, and the order these come in. */
export interface MovieLayout {
  header: Buffer;
  chunks: CutChunk[];
  /** Of the whole file. */
  sizeBytes: number;
}

/**
 * ftyp, moov and the mdat's own header (ISO/IEC 14496-12), sized before any media byte is read, so that the file is
 * written in one pass and begins to play while it loads. 64-bit offsets when it grows beyond 4 GiB.
 */
export function layMovie(tracks: readonly CutTrack[], durationSeconds: number): MovieLayout {
  const order = tracks
    .flatMap((track, index) => track.chunks.map((chunk) => ({ chunk, track: index })))
    .sort((a, b) => a.chunk.atSeconds - b.chunk.atSeconds);
  const mediaBytes = order.reduce((sum, { chunk }) => sum + chunk.sizeBytes, 0);
  const isLarge = mediaBytes > 0xf0000000;
  const fileType = box('ftyp', Buffer.from('isom'), uint32(0x200), Buffer.from('isomiso2mp41'));
  const mediaHeader = isLarge
    ? Buffer.concat([uint32(1), Buffer.from('mdat'), uint64(mediaBytes + 16)])
    : Buffer.concat([uint32(mediaBytes + 8), Buffer.from('mdat')]);
  const movieAt = (mediaStart: number): Buffer => {
    const offsets: number[][] = tracks.map(() => []);
    let at = mediaStart;
    for (const { chunk, track } of order) {
      offsets[track]?.push(at);
      at += chunk.sizeBytes;
    }
    return movieBox(tracks, offsets, Math.round(durationSeconds * movieTimescale), isLarge);
  };
  // Offsets do not change the size of the tables that hold them.
  const movieSize = movieAt(0).length;
  const movie = movieAt(fileType.length + movieSize + mediaHeader.length);
  const header = Buffer.concat([fileType, movie, mediaHeader]);
  return { header, chunks: order.map(({ chunk }) => chunk), sizeBytes: header.length + mediaBytes };
}

function movieBox(tracks: readonly CutTrack[], offsets: number[][], duration: number, isLarge: boolean): Buffer {
  const movieHeader = Buffer.from(boxBody(tracks[0]?.init ?? Buffer.alloc(0), 'moov', 'mvhd'));
  movieHeader.writeUInt32BE(movieTimescale, 12);
  movieHeader.writeUInt32BE(duration, 16);
  movieHeader.writeUInt32BE(tracks.length + 1, movieHeader.length - 4);
  const boxes = tracks.map((track, index) => trackBox(track, index + 1, offsets[index] ?? [], duration, isLarge));
  return box('moov', box('mvhd', movieHeader), ...boxes);
}

function trackBox(track: CutTrack, id: number, offsets: number[], duration: number, isLarge: boolean): Buffer {
  const init = boxBody(track.init, 'moov', 'trak');
  const media = boxBody(init, 'mdia');
  const information = boxBody(media, 'minf');
  const header = Buffer.from(boxBody(init, 'tkhd'));
  header.writeUInt32BE(id, 12);
  header.writeUInt32BE(duration, 20);
  const shown = Math.round(((track.mediaTicks - track.editMediaTime) * movieTimescale) / track.timescale);
  const edits = fullBox('elst', 0, 0, uint32(1, Math.min(duration, shown), track.editMediaTime, 0x10000));
  const mediaHeader = track.kind === 'video' ? 'vmhd' : 'smhd';
  return box(
    'trak',
    box('tkhd', header),
    box('edts', edits),
    box(
      'mdia',
      // Media longer than 32 bits of ticks say (13 h of video) is beyond any clip.
      fullBox('mdhd', 0, 0, uint32(0, 0, track.timescale, track.mediaTicks), uint16(0x55c4), uint16(0)),
      box('hdlr', boxBody(media, 'hdlr')),
      box(
        'minf',
        box(mediaHeader, boxBody(information, mediaHeader)),
        box('dinf', boxBody(information, 'dinf')),
        sampleTableBox(track, boxBody(information, 'stbl', 'stsd'), offsets, isLarge),
      ),
    ),
  );
}

function sampleTableBox(track: CutTrack, description: Buffer, offsets: number[], isLarge: boolean): Buffer {
  const sync = track.syncSamples;
  const times = runs(track.durations);
  const chunkRuns: number[] = [];
  let previous: number | undefined;
  track.chunks.forEach(({ sampleCount }, index) => {
    if (sampleCount !== previous) chunkRuns.push(index + 1, sampleCount, 1);
    previous = sampleCount;
  });
  return box(
    'stbl',
    box('stsd', description),
    fullBox('stts', 0, 0, uint32(times.length / 2), words(times)),
    ...(sync ? [fullBox('stss', 0, 0, uint32(sync.length), words(sync))] : []),
    fullBox('stsc', 0, 0, uint32(chunkRuns.length / 3), words(chunkRuns)),
    fullBox('stsz', 0, 0, uint32(0, track.sizes.length), words(track.sizes)),
    isLarge
      ? fullBox('co64', 0, 0, uint32(offsets.length), ...offsets.map(uint64))
      : fullBox('stco', 0, 0, uint32(offsets.length), words(offsets)),
  );
}

/** count, value, count, value, ... of equal neighbours. */
function runs(values: readonly number[]): number[] {
  const result: number[] = [];
  let count = 0;
  values.forEach((value, index) => {
    count++;
    if (values[index + 1] === value) return;
    result.push(count, value);
    count = 0;
  });
  return result;
}

/** {@link uint32} for tables of any length (arguments have a limit). */
function words(values: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
}
