import { audioPreRollMs, gapToleranceMs, type TimeRange } from '../buffer/index.ts';
import { type CutTrack, type SampleTable, samplesOf, type SourceTrack } from './cut-track.ts';
import { layChunks } from './lay-chunks.ts';
import { withSilence } from './with-silence.ts';

/** A clip before a byte of it is written. Wall clock in ms. */
export interface CutPlan {
  actualStart: number;
  actualEnd: number;
  /** Holes in the picture, shown as a held frame. */
  gaps: TimeRange[];
  tracks: CutTrack[];
}

/**
 * Plans `[startAt, endAt)` of the tracks, the same instants for all of them. The frame on screen at `startAt` is the first
 * one shown: its decode time is moved to that instant, because an edit that begins inside a frame makes players slide.
 * Video runs to the end by stretching frames over holes; holes in sound become silence. Undefined: no picture that
 * can be decoded; sound alone is no clip.
 */
export function planCut(tracks: readonly SourceTrack[], timelineZeroMs: number, window: TimeRange): CutPlan | undefined {
  const picture = tracks.find((track) => track.kind === 'video');
  if (!picture) return undefined;
  const ticksOf = (wallMs: number, timescale: number): number => Math.round(((wallMs - timelineZeroMs) * timescale) / 1000);
  const wallOf = (ticks: number, timescale: number): number => timelineZeroMs + (ticks * 1000) / timescale;
  const { timescale } = picture;
  const lead = samplesOf(picture, ticksOf(window.endAt, timescale));
  const shown = firstShown(lead, ticksOf(window.startAt, timescale));
  const firstDts = lead.dts[shown];
  if (firstDts === undefined) return undefined;
  const startTicks = Math.max(firstDts, ticksOf(window.startAt, timescale));
  const endTicks = Math.min(ticksOf(window.endAt, timescale), (lead.dts.at(-1) ?? 0) + (lead.duration.at(-1) ?? 0));
  if (endTicks <= startTicks) return undefined;
  const actualStart = wallOf(startTicks, timescale);
  const actualEnd = wallOf(endTicks, timescale);
  const planned = tracks.flatMap((track) => {
    const [from, to] = [ticksOf(actualStart, track.timescale), ticksOf(actualEnd, track.timescale)];
    return (track.kind === 'video' ? planVideo(track, from, to) : planAudio(track, from, to)) ?? [];
  });
  const gaps = holesOf(lead, shown, (gapToleranceMs * timescale) / 1000).map(([from, to]) => ({
    startAt: wallOf(Math.max(from, startTicks), timescale),
    endAt: wallOf(to, timescale),
  }));
  return { actualStart, actualEnd, gaps, tracks: planned };
}

/** The sample on screen at `ticks`, or the first decodable one after it. */
function firstShown(samples: SampleTable, ticks: number): number {
  const shown = Math.max(
    0,
    samples.dts.findLastIndex((dts) => dts <= ticks),
  );
  if (samples.keyframe.lastIndexOf(true, shown) >= 0) return shown;
  const decodable = samples.keyframe.indexOf(true, shown);
  return decodable < 0 ? samples.dts.length : decodable;
}

function planVideo(track: SourceTrack, startTicks: number, endTicks: number): CutTrack | undefined {
  const samples = samplesOf(track, endTicks);
  const shown = firstShown(samples, startTicks);
  if (samples.dts[shown] === undefined) return undefined;
  samples.dts[shown] = Math.max(startTicks, samples.dts[shown]);
  const first = samples.keyframe.lastIndexOf(true, shown);
  return layChunks(track, samples, { first, startTicks, endTicks });
}

function planAudio(track: SourceTrack, startTicks: number, endTicks: number): CutTrack | undefined {
  const samples = samplesOf(track, endTicks);
  const preRollFrom = startTicks - (audioPreRollMs * track.timescale) / 1000;
  const first = Math.max(
    0,
    samples.dts.findLastIndex((dts) => dts <= preRollFrom),
  );
  if (samples.dts.length === 0) return undefined;
  const filled = withSilence(samples, { first, startTicks, channels: track.channels });
  return layChunks(track, filled, { first: 0, startTicks, endTicks });
}

function holesOf(samples: SampleTable, from: number, tolerance: number): Array<[number, number]> {
  const holes: Array<[number, number]> = [];
  for (let index = from + 1; index < samples.dts.length; index++) {
    const end = (samples.dts[index - 1] ?? 0) + (samples.duration[index - 1] ?? 0);
    const next = samples.dts[index] ?? 0;
    if (next - end > tolerance) holes.push([end, next]);
  }
  return holes;
}
