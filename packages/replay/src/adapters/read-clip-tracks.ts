import { box, boxBody, eachBox, parseInitSegment, type PartTable } from '@reprise/recorder/cmaf';
import { open, type FileHandle } from 'node:fs/promises';
import type { SourceTrack } from '../cut/cut-track.ts';

/** A moov is a few MB for an hour; whatever is beyond this is damaged. */
const largestMovieBytes = 256 * 1024 * 1024;

/**
 * The sample tables of an MP4 as the cutter writes it (ISO/IEC 14496-12), with times such that 0 is the first instant
 * that is shown: what the edit list hides lies before. Undefined: a codec or layout that cannot be cut by copying samples
 * one by one, such as reordered frames.
 * @throws Error when it is damaged
 */
export async function readClipTracks(path: string): Promise<SourceTrack[] | undefined> {
  const file = await open(path, 'r');
  try {
    const movie = await readMovie(file);
    const header = box('mvhd', boxBody(movie, 'mvhd'));
    const tracks = [...eachBox(movie)].filter(({ type }) => type === 'trak').map(({ start, end }) => movie.subarray(start, end));
    const read = tracks.map((track) => readTrack(path, track, header));
    return read.every((track) => track !== undefined) ? read : undefined;
  } finally {
    await file.close();
  }
}

/** The body of the moov box. */
async function readMovie(file: FileHandle): Promise<Buffer> {
  const { size: fileSize } = await file.stat();
  const header = Buffer.alloc(16);
  for (let at = 0; at + 8 <= fileSize; ) {
    await file.read(header, 0, 16, at);
    const isLong = header.readUInt32BE(0) === 1;
    const size = isLong ? Number(header.readBigUInt64BE(8)) : header.readUInt32BE(0);
    if (size < 8) break;
    if (header.toString('latin1', 4, 8) === 'moov') {
      if (size > largestMovieBytes) throw new Error('The moov box is too large');
      const movie = Buffer.allocUnsafe(size);
      await file.read(movie, 0, size, at);
      return movie.subarray(8);
    }
    at += size;
  }
  throw new Error('No moov box');
}

function readTrack(path: string, track: Buffer, movieHeader: Buffer): SourceTrack | undefined {
  const media = boxBody(track, 'trak', 'mdia');
  const tables = boxBody(media, 'minf', 'stbl');
  const [entry] = eachBox(boxBody(tables, 'stsd'), 8);
  if ((entry?.type !== 'avc1' && entry?.type !== 'Opus') || hasBox(tables, 'ctts')) return undefined;
  const init = box('moov', movieHeader, track);
  const config = parseInitSegment(init);
  const timescale = boxBody(media, 'mdhd').readUInt32BE(12);
  const parts = readChunks(tables, -editStart(track));
  return { kind: config.kind, timescale, init, channels: config.kind === 'audio' ? config.channels : 2, files: [{ path, parts }] };
}

/** Ticks of the media that are not shown at its beginning. */
function editStart(track: Buffer): number {
  if (!hasBox(boxBody(track, 'trak'), 'edts')) return 0;
  const edits = boxBody(track, 'trak', 'edts', 'elst');
  return edits.readUInt8(0) === 1 ? Number(edits.readBigInt64BE(16)) : edits.readInt32BE(12);
}

/** One part a chunk: its samples lie end to end, in the file and in time. */
function readChunks(tables: Buffer, firstDts: number): PartTable[] {
  const sizes = sampleSizes(boxBody(tables, 'stsz'));
  const durations = expand(words(boxBody(tables, 'stts'), 4), sizes.length);
  const sync = hasBox(tables, 'stss') ? new Set(words(boxBody(tables, 'stss'), 4)) : undefined;
  const offsets = hasBox(tables, 'co64') ? longWords(boxBody(tables, 'co64')) : words(boxBody(tables, 'stco'), 4);
  const counts = samplesPerChunk(words(boxBody(tables, 'stsc'), 4), offsets.length);
  let [sample, dts] = [0, firstDts];
  return offsets.map((dataOffset, chunk): PartTable => {
    const end = sample + (counts[chunk] ?? 0);
    const part: PartTable = {
      dts,
      durations: Uint32Array.from(durations.slice(sample, end)),
      sizes: Uint32Array.from(sizes.slice(sample, end)),
      keyframes: Uint8Array.from({ length: end - sample }, (_, index) => (!sync || sync.has(sample + index + 1) ? 1 : 0)),
      dataOffset,
      endOffset: sizes.slice(sample, end).reduce((sum, size) => sum + size, dataOffset),
    };
    dts = durations.slice(sample, end).reduce((sum, duration) => sum + duration, dts);
    sample = end;
    return part;
  });
}

function sampleSizes(stsz: Buffer): number[] {
  const size = stsz.readUInt32BE(4);
  const count = stsz.readUInt32BE(8);
  return size === 0 ? words(stsz, 8) : Array.from({ length: count }, () => size);
}

/** count, value, count, value, ... as one value a sample. */
function expand(runs: readonly number[], length: number): number[] {
  const values: number[] = [];
  for (let index = 0; index + 1 < runs.length; index += 2) {
    for (let left = runs[index] ?? 0; left > 0 && values.length < length; left--) values.push(runs[index + 1] ?? 0);
  }
  return values;
}

/** first chunk, samples, description, ... as one count a chunk. */
function samplesPerChunk(runs: readonly number[], chunks: number): number[] {
  const counts: number[] = [];
  for (let index = 0; index + 2 < runs.length; index += 3) {
    const until = (runs[index + 3] ?? chunks + 1) - 1;
    while (counts.length < until) counts.push(runs[index + 1] ?? 0);
  }
  return counts;
}

/** The 32-bit numbers of a table whose count stands at `countAt`. */
function words(table: Buffer, countAt: number): number[] {
  const from = countAt + 4;
  return Array.from({ length: Math.floor((table.length - from) / 4) }, (_, index) => table.readUInt32BE(from + index * 4));
}

function longWords(table: Buffer): number[] {
  return Array.from({ length: Math.floor((table.length - 8) / 8) }, (_, index) => Number(table.readBigUInt64BE(8 + index * 8)));
}

function hasBox(bytes: Buffer, type: string): boolean {
  return [...eachBox(bytes)].some((span) => span.type === type);
}
