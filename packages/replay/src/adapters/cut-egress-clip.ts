import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BufferSegment, type CoveredWindow, selectWindow } from '../buffer/index.ts';
import { ReplayError } from '../errors.ts';
import type { MediaTools } from '../ports/media-tools.ts';
import { inspectTs, readTsSegment, type TsSegment } from './inspect-ts-segment.ts';
import type { PinnedEgress } from './pin-egress-buffer.ts';

export interface CutEgressRequest {
  source: PinnedEgress;
  path: string;
  mediaTools: Pick<MediaTools, 'concatenate' | 'probe'>;
  signal: AbortSignal;
  /** 0..1. */
  onProgress: (fraction: number) => void;
  /** Corrupt segments, which the clip goes without. */
  onDamaged?: (paths: string[]) => void;
}

/** A written clip. Wall clock, ms. */
export interface CutEgressClip {
  actualStart: number;
  actualEnd: number;
  durationSeconds: number;
  gaps: CoveredWindow['gaps'];
  complete: boolean;
  width?: number;
  height?: number;
}

/** FFmpeg could not join the segments; the log says it in these words. */
export class ConcatenationError extends Error {
  override readonly name = 'ConcatenationError';
  readonly segmentCount: number;

  constructor(segmentCount: number, options: { cause: unknown }) {
    super('FFmpeg concatenation failed', options);
    this.segmentCount = segmentCount;
  }
}

type Checked = BufferSegment & TsSegment;

/**
 * Joins pinned segments to an MP4 whose first shown frame is the one at the window's start. Nothing is encoded again:
 * what decoding needs before the start is in the file, skipped by its edit list. A corrupt segment is left out: a gap.
 * @throws ReplayError CAPTURE_FAILED, with a ConcatenationError as cause when FFmpeg failed; the signal's reason when aborted
 */
export async function cutEgressClip(request: CutEgressRequest): Promise<CutEgressClip> {
  const { source, path, mediaTools, signal, onProgress } = request;
  const listed = source.selection.tracks.flatMap((track) => track.segments);
  const segments = await checkSegments(listed);
  const damaged = listed.map((segment) => segment.path).filter((listedPath) => !segments.some((segment) => segment.path === listedPath));
  if (damaged.length > 0) request.onDamaged?.(damaged);
  const selection = selectWindow([{ name: '.', kind: 'muxed', segments }], source.selection.requested);
  const [first] = segments;
  if (selection.outcome === 'nothing' || !first) {
    throw new ReplayError('CAPTURE_FAILED', { cause: new Error('No picture of the window can be decoded') });
  }
  const { actualStart, actualEnd, gaps, complete } = selection;
  const durationSeconds = (actualEnd - actualStart) / 1000;
  const list = join(source.directory, 'concat.txt');
  await writeFile(list, renderConcatList(segments));
  try {
    await mediaTools.concatenate({
      input: list,
      output: path,
      skipSeconds: (actualStart - first.startsAt) / 1000 + (first.firstVideoPts - first.firstPts),
      durationSeconds,
      signal,
      onProgress,
    });
    const video = (await mediaTools.probe(path, signal)).streams.find((stream) => stream.kind === 'video');
    const size = {
      ...(video?.width !== undefined && { width: video.width }),
      ...(video?.height !== undefined && { height: video.height }),
    };
    return { actualStart, actualEnd, durationSeconds, gaps, complete, ...size };
  } catch (cause) {
    signal.throwIfAborted();
    throw new ReplayError('CAPTURE_FAILED', { cause: new ConcatenationError(segments.length, { cause }) });
  } finally {
    await rm(list, { force: true });
  }
}

async function checkSegments(segments: BufferSegment[]): Promise<Checked[]> {
  const good: Checked[] = [];
  for (const segment of segments) {
    const bytes = await readTsSegment(segment.path);
    const found = bytes && inspectTs(bytes);
    if (found) good.push({ ...segment, ...found });
  }
  return good;
}

/**
 * The runs of Egress one after the other. Within a run timestamps go on, so its segments are one stream, holes included;
 * the next run begins anew and is laid where the wall clock says.
 */
export function renderConcatList(segments: readonly Checked[]): string {
  const runs: Checked[][] = [];
  for (const segment of segments) {
    const run = runs.at(-1);
    if (run && run[0]?.epoch === segment.epoch) run.push(segment);
    else runs.push([segment]);
  }
  const lines = runs.map((run, index) => {
    const names = run.map((segment) => basename(segment.path)).join('|');
    const next = runs[index + 1]?.[0];
    const [first] = run;
    const duration = next && first ? `\nduration ${(beginOf(next) - beginOf(first)).toFixed(6)}` : '';
    return `file 'concat:${names}'${duration}`;
  });
  return `ffconcat version 1.0\n${lines.join('\n')}\n`;
}

/** Where a run's first sample lies on the wall clock, in seconds; EXTINF and PDT speak of the picture. */
const beginOf = ({ startsAt, firstVideoPts, firstPts }: Checked): number => startsAt / 1000 - (firstVideoPts - firstPts);
