import { parseInitSegment, type PartTable, readParts } from '@reprise/recorder/cmaf';
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type BufferSegment, type BufferTrack, type CoveredWindow, type TimeRange } from '../buffer/index.ts';
import type { SourceTrack } from '../cut/cut-track.ts';
import { fromKeyframe } from '../cut/from-keyframe.ts';
import { layMovie, type MovieLayout } from '../cut/movie-header.ts';
import { planCut } from '../cut/plan-cut.ts';
import { ReplayError } from '../errors.ts';

export interface WriteClipRequest extends WriteOptions {
  /** A pinned buffer, see {@link readPinnedBuffer}. */
  source: { timelineZeroMs: number; selection: CoveredWindow };
  /** Segments that cannot be read to their end: the clip has a gap there. */
  onDamaged?: (paths: string[]) => void;
}

export interface WriteTracksRequest extends WriteOptions {
  tracks: readonly SourceTrack[];
  timelineZeroMs: number;
  /** Wall clock, ms. */
  requested: TimeRange;
}

interface WriteOptions {
  /** Final path; its directory is made when missing. */
  path: string;
  /** Beside it, on the same file system; removed when anything fails. */
  temporaryPath: string;
  signal?: AbortSignal;
  /** 0..1 of the bytes written. */
  onProgress?: (fraction: number) => void;
}

/** A finished clip. Instants in wall-clock ms. */
export interface WrittenClip {
  path: string;
  sizeBytes: number;
  /** Lower-case hex. */
  sha256: string;
  durationSeconds: number;
  actualStart: number;
  actualEnd: number;
  gaps: TimeRange[];
  /** Whether the window is all there, see {@link CoveredWindow}. */
  complete: boolean;
  /** Of the picture at the start. */
  width?: number;
  height?: number;
}

/** Bytes gathered before they are hashed and written; all the memory a cut takes beside its tables. */
const blockBytes = 2 * 1024 * 1024;
/** As in window selection: a press comes between two parts. */
const edgeToleranceMs = 500;

/**
 * Cuts a pinned window into an MP4 without transcoding, in one pass: tables first, then every media byte is read, hashed
 * and written once. Published atomically: file fsynced, renamed, directory fsynced.
 * @throws ReplayError CAPTURE_FAILED, also when no picture of it can be decoded; the signal's reason when aborted
 */
export async function writeClip({ source, onDamaged, ...options }: WriteClipRequest): Promise<WrittenClip> {
  const { requested, tracks } = source.selection;
  const damaged: string[] = [];
  const sources = await Promise.all(tracks.map((track) => readSource(track, damaged)));
  if (damaged.length > 0) onDamaged?.(damaged);
  const readable = sources.filter((track) => track !== undefined);
  return writeTracks({ ...options, tracks: readable, timelineZeroMs: source.timelineZeroMs, requested });
}

/** {@link writeClip} of tracks whose sample tables are known. */
export async function writeTracks(request: WriteTracksRequest): Promise<WrittenClip> {
  const { tracks, timelineZeroMs, requested, path, temporaryPath, signal } = request;
  const plan = planCut(tracks, timelineZeroMs, requested);
  if (!plan) throw new ReplayError('CAPTURE_FAILED', { cause: new Error('No picture of the window can be decoded') });
  const { actualStart, actualEnd, gaps } = plan;
  const durationSeconds = (actualEnd - actualStart) / 1000;
  const layout = layMovie(plan.tracks, durationSeconds);
  try {
    await mkdir(dirname(path), { recursive: true });
    const sha256 = await writeMovie(layout, temporaryPath, request);
    signal?.throwIfAborted();
    await rename(temporaryPath, path);
    await syncDirectory(dirname(path));
    const video = plan.tracks.find((track) => track.kind === 'video');
    const picture = video && parseInitSegment(video.init);
    return {
      path,
      sizeBytes: layout.sizeBytes,
      sha256,
      durationSeconds,
      actualStart,
      actualEnd,
      gaps,
      complete: gaps.length === 0 && actualStart - requested.startAt <= edgeToleranceMs && requested.endAt - actualEnd <= edgeToleranceMs,
      ...(picture?.kind === 'video' ? { width: picture.width, height: picture.height } : {}),
    };
  } catch (error) {
    await rm(temporaryPath, { force: true });
    if (signal?.aborted || error instanceof ReplayError) throw error;
    throw new ReplayError('CAPTURE_FAILED', { cause: new Error('Replay cut failed', { cause: error }) });
  }
}

/**
 * Adds to `damaged` what cannot be read to its end; the track goes on from the next keyframe after it. Undefined when no
 * segment of the track can be read: the clip goes on without it.
 */
async function readSource(track: BufferTrack, damaged: string[]): Promise<SourceTrack | undefined> {
  const files: SourceTrack['files'] = [];
  let init: Buffer | undefined;
  let isTorn = false;
  for (const segment of track.segments) {
    const read = await readSegment(segment);
    const isDamaged = (read.at(-1)?.endOffset ?? -1) < segment.bytes;
    const parts: PartTable[] = isTorn ? fromKeyframe(read) : read;
    if (isDamaged) damaged.push(segment.path);
    isTorn = isDamaged || (isTorn && parts.length === 0);
    if (parts.length === 0) continue;
    init ??= segment.initPath === undefined ? undefined : await readFile(segment.initPath);
    files.push({ path: segment.path, parts });
  }
  if (!init || files.length === 0) return undefined;
  const config = parseInitSegment(init);
  return { kind: config.kind, timescale: config.timescale, init, channels: config.kind === 'audio' ? config.channels : 2, files };
}

/** The parts before the first that is damaged; none when the file cannot be opened. */
async function readSegment({ path, bytes }: BufferSegment): Promise<PartTable[]> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return [];
  try {
    return readParts(file.fd, bytes);
  } finally {
    await file.close();
  }
}

/** Writes and fsyncs; returns the SHA-256 of what was written. */
async function writeMovie(layout: MovieLayout, path: string, { signal, onProgress }: WriteOptions): Promise<string> {
  const hash = createHash('sha256');
  const output = await open(path, 'w');
  const inputs = createInputs();
  try {
    const block = Buffer.allocUnsafe(blockBytes);
    let filled = 0;
    let written = 0;
    const write = async (bytes: Buffer): Promise<void> => {
      signal?.throwIfAborted();
      hash.update(bytes);
      await writeAll(output, bytes);
      written += bytes.length;
      onProgress?.(written / layout.sizeBytes);
    };
    await write(layout.header);
    for (const chunk of layout.chunks) {
      const input = chunk.path === undefined ? undefined : await inputs.open(chunk.path);
      let done = 0;
      while (done < chunk.sizeBytes) {
        if (filled === block.length) {
          await write(block);
          filled = 0;
        }
        const length = Math.min(chunk.sizeBytes - done, block.length - filled);
        if (input) await readAll(input, block.subarray(filled, filled + length), chunk.offset + done);
        else chunk.bytes?.copy(block, filled, done, done + length);
        filled += length;
        done += length;
      }
    }
    await write(block.subarray(0, filled));
    await output.sync();
    return hash.digest('hex');
  } finally {
    await inputs.close();
    await output.close();
  }
}

/** A few open files: tracks interleave, but each is read from front to back. */
function createInputs(limit = 8) {
  const handles = new Map<string, FileHandle>();
  return {
    async open(path: string): Promise<FileHandle> {
      const known = handles.get(path);
      if (known) return known;
      const [oldest] = handles;
      if (oldest && handles.size >= limit) {
        handles.delete(oldest[0]);
        await oldest[1].close();
      }
      const handle = await open(path, 'r');
      handles.set(path, handle);
      return handle;
    },
    close: async () => {
      await Promise.all([...handles.values()].map((handle) => handle.close()));
    },
  };
}

async function readAll(file: FileHandle, target: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < target.length) {
    const { bytesRead } = await file.read(target, done, target.length - done, position + done);
    if (bytesRead === 0) throw new Error('A pinned segment became shorter');
    done += bytesRead;
  }
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  let done = 0;
  while (done < bytes.length) done += (await file.write(bytes, done)).bytesWritten;
}

/** Without it a crash may forget the rename of a file that was fsynced. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
