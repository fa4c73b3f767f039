import type { MediaFrame } from './media-frame.ts';
import type { Sample } from './media-part.ts';
import { targetDurationSeconds } from './media-playlist.ts';
import { createMediaTimeline } from './media-timeline.ts';
import { fillSilence, opusPacketSamples } from './opus-packet.ts';
import type { TrackConfig } from './track-config.ts';
import { createTrackLog } from './track-log.ts';
import type { TrackWriter, TrackWriterOptions } from './track-writer.ts';

/** A keyframe this much before the nominal length still begins the next segment. */
const segmentToleranceMs = 50;
/** Without any keyframe a segment is split before it outgrows the target duration. */
const longestSegmentMs = targetDurationSeconds * 1000 - 500;
/** No frame for this long: the open part is written instead of waiting for its next frame. */
const stallMs = 150;
/** Audio that is later than this is taken for silence, up to `silenceDelayMs` ago: late packets still find room. */
const silenceAfterMs = 1000;
const silenceDelayMs = 500;
/** Most silence made by one call: it must not block the loop. The rest follows at the next tick. */
const silenceStepMs = 5000;
const longestSilenceMs = 30_000;

/**
 * Writes one track of a session as CMAF segments (see {@link TrackWriter}). Reads the directory once, synchronously,
 * to continue what an earlier writer left. A video frame's length is known when the next one comes; if that takes
 * longer than a part it is written with the length so far, which is corrected in place afterwards.
 */
export function createTrackWriter(options: TrackWriterOptions): TrackWriter {
  const isVideo = options.kind === 'video';
  const timescale = isVideo ? 90_000 : 48_000;
  const msToTicks = (ms: number): number => Math.round((ms * timescale) / 1000);
  const log = createTrackLog(options, timescale);
  const timeline = createMediaTimeline(options.timelineZeroMs, timescale);
  const partTicks = msToTicks(options.partDurationMs - 20);
  const segmentTicks = msToTicks(options.segmentDurationMs - (isVideo ? segmentToleranceMs : 0));
  const shortestFrame = msToTicks(1);

  let config: TrackConfig | undefined;
  let mustBeginSegment = true;
  let isNewEpoch = true;
  let needsKeyframe = isVideo;
  let segmentStart: number | undefined;
  let pending: Sample[] = [];
  /** The newest video frame while its length is open; `isWritten` when it is on disk already. */
  let held: { sample: Sample; isWritten: boolean } | undefined;
  let usualFrame = msToTicks(1000 / 30);
  let nextFree = 0;
  let nowMs = 0;
  let lastWriteMs = 0;

  function flushPart(): void {
    if (pending.length === 0) return;
    if (held) held.isWritten = true;
    log.append(pending);
    pending = [];
  }

  /** Gives the held frame its length up to `ticks`. */
  function holdUntil(ticks: number): void {
    if (!held) return;
    const { sample, isWritten } = held;
    const duration = Math.max(shortestFrame, ticks - sample.dts);
    nextFree = sample.dts + duration;
    if (duration === sample.duration) return;
    sample.duration = duration;
    if (isWritten) log.correctLastDuration(duration, nextFree);
  }

  function endSegment(): void {
    flushPart();
    held = undefined;
    segmentStart = undefined;
    log.endSegment();
  }

  function add(sample: Sample): void {
    const elapsed = segmentStart === undefined ? 0 : sample.dts - segmentStart;
    const isDue = sample.keyframe && elapsed >= segmentTicks;
    if (mustBeginSegment || segmentStart === undefined || isDue || elapsed >= msToTicks(longestSegmentMs)) {
      endSegment();
      log.beginSegment({ ticks: sample.dts, independent: sample.keyframe, newEpoch: isNewEpoch });
      segmentStart = sample.dts;
      mustBeginSegment = false;
      isNewEpoch = false;
    } else if (pending[0] && sample.dts - pending[0].dts >= partTicks) {
      flushPart();
    }
    pending.push(sample);
    nextFree = sample.dts + sample.duration;
  }

  function willBeginSegment(ticks: number, keyframe: boolean): boolean {
    return mustBeginSegment || segmentStart === undefined || (keyframe && ticks - segmentStart >= segmentTicks);
  }

  function writeVideo(frame: MediaFrame): void {
    if (needsKeyframe && !frame.keyframe) return;
    needsKeyframe = false;
    const placed = timeline.place(frame);
    const ticks = willBeginSegment(placed.ticks, frame.keyframe) ? timeline.reanchor(frame) : placed.ticks;
    const earliest = held ? held.sample.dts + shortestFrame : nextFree;
    const dts = Math.max(ticks, earliest);
    if (held) {
      usualFrame = Math.min(msToTicks(200), dts - held.sample.dts);
      holdUntil(dts);
    }
    // A replaced anchor is told by a new tfdt.
    if (placed.stepped) flushPart();
    held = undefined;
    const sample = { dts, duration: usualFrame, keyframe: frame.keyframe, sizeBytes: frame.sizeBytes, data: frame.data };
    add(sample);
    held = { sample, isWritten: false };
  }

  function writeAudio(frame: MediaFrame, channels: 1 | 2): void {
    const placed = timeline.place(frame);
    const ticks = willBeginSegment(placed.ticks, true) ? timeline.reanchor(frame) : placed.ticks;
    const samples = opusPacketSamples(frame.data[0] ?? Buffer.alloc(0));
    let gap = ticks - nextFree;
    if (segmentStart === undefined) gap = Math.min(gap, 0);
    if (gap <= -samples / 2) return;
    if (gap > msToTicks(longestSilenceMs)) {
      endSegment();
      gap = 0;
    } else if (gap >= samples / 2) {
      addSilence(gap, channels);
      gap = ticks - nextFree;
    }
    const dts = Math.max(ticks, stretchLast(segmentStart === undefined ? 0 : gap));
    add({ dts, duration: samples, keyframe: true, sizeBytes: frame.sizeBytes, data: frame.data });
  }

  /**
   * A few ms of slew or rounding go into the last packet's length while it is not on disk; returns where it ends. The last
   * one may be a short packet of silence: it keeps a length, and what does not fit in is the next packet's delay.
   */
  function stretchLast(ticks: number): number {
    const last = pending.at(-1);
    if (last && ticks !== 0) {
      const change = Math.max(ticks, 1 - last.duration);
      last.duration += change;
      nextFree += change;
    }
    return nextFree;
  }

  function addSilence(ticks: number, channels: 1 | 2): void {
    for (const { samples, data } of fillSilence(ticks, channels)) {
      add({ dts: nextFree, duration: samples, keyframe: true, sizeBytes: data.length, data: [data] });
    }
  }

  return {
    configure(next, change) {
      if (config === undefined || change.newEpoch) {
        endSegment();
        timeline.reset();
        isNewEpoch = true;
      }
      config = next;
      needsKeyframe = isVideo;
      mustBeginSegment = true;
      log.writeInit(next);
    },

    write(frame) {
      if (!config) return;
      if (log.isBroken) {
        endSegment();
        needsKeyframe = isVideo;
      }
      lastWriteMs = nowMs;
      if (config.kind === 'video') writeVideo(frame);
      else writeAudio(frame, config.channels);
    },

    interrupt() {
      if (segmentStart === undefined) return;
      if (held) holdUntil(held.sample.dts + usualFrame);
      endSegment();
      needsKeyframe = isVideo;
      mustBeginSegment = true;
    },

    tick(now) {
      nowMs = now;
      log.unlinkDue(now);
      const nowTicks = timeline.toTicks(now);
      if (config?.kind === 'audio' && segmentStart !== undefined && nowTicks - nextFree > msToTicks(silenceAfterMs)) {
        addSilence(Math.min(nowTicks - nextFree - msToTicks(silenceDelayMs), msToTicks(silenceStepMs)), config.channels);
      }
      const first = pending[0];
      if (!first || now - lastWriteMs < stallMs || nowTicks - first.dts < partTicks) return;
      if (held && nowTicks > nextFree) holdUntil(nowTicks);
      flushPart();
    },

    expire: (beforeMs) => log.expire(beforeMs),

    async flush(untilMs) {
      if (held) holdUntil(timeline.toTicks(untilMs));
      flushPart();
      return await log.describeOpen();
    },

    stats() {
      const stored = log.stats();
      if (!stored) return undefined;
      const bufferedToMs = nextFree === 0 ? stored.endsAtMs : timeline.toWallMs(nextFree);
      return { bufferedFromMs: stored.bufferedFromMs, bufferedToMs, bytes: stored.bytes };
    },

    async close({ ended }) {
      endSegment();
      await log.finish(ended);
    },
  };
}
