import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createInitSegment } from './init-segment.ts';
import { buildPart, type Sample } from './media-part.ts';
import { isAfterHole, renderMediaPlaylist, targetDurationSeconds } from './media-playlist.ts';
import { recoverTrackDirectory, type StoredSegment } from './recover-track-directory.ts';
import { replaceFile } from './replace-file.ts';
import { createSegmentFile, type SegmentFile } from './segment-file.ts';
import { createSerialQueue } from './serial-queue.ts';
import type { TrackConfig } from './track-config.ts';
import type { OpenTrackSegment, TrackWriterOptions } from './track-writer.ts';

/** Parts waiting for a disk that does not answer; beyond this they are given up, memory is not. */
const maxQueuedBytes = 32 * 1024 * 1024;
/** A player that read the old list may still fetch what it named. */
const unlinkDelayMs = 2.5 * targetDurationSeconds * 1000;

/** The track's files: every method returns at once, the work is done in order behind it. Times in timescale ticks. */
export interface TrackLog {
  writeInit(config: TrackConfig): void;
  beginSegment(start: { ticks: number; independent: boolean; newEpoch: boolean }): void;
  append(samples: readonly Sample[]): void;
  /** The last sample appended lasts `duration` after all, until `endTicks`. */
  correctLastDuration(duration: number, endTicks: number): void;
  endSegment(): void;
  /** A part of the open segment could not be written: nothing more will be added to it. */
  readonly isBroken: boolean;
  /** The open segment after everything queued so far. */
  describeOpen(): Promise<OpenTrackSegment | undefined>;
  finish(ended: boolean): Promise<void>;
  /** Forgets segments that end before `beforeMs` (wall clock), however new they are for this track; one always stays. */
  expire(beforeMs: number): void;
  unlinkDue(nowMs: number): void;
  /** Bytes and first wall clock of listed segments and the open one; end of the listed ones. */
  stats(): { bufferedFromMs: number; bytes: number; endsAtMs: number } | undefined;
}

interface OpenSegment {
  file: string;
  initFile: string;
  disk: SegmentFile;
  startTicks: number;
  endTicks: number;
  queuedBytes: number;
  independent: boolean;
  newEpoch: boolean;
  isBroken: boolean;
  isListed: boolean;
}

export function createTrackLog(options: TrackWriterOptions, timescale: number): TrackLog {
  const { directory, timelineZeroMs, onEvent } = options;
  const recovered = recoverTrackDirectory(directory, timelineZeroMs, timescale);
  const { segments } = recovered;
  let { mediaSequence, nextInit } = recovered;
  const queue = createSerialQueue();
  const toWallMs = (ticks: number): number => timelineZeroMs + (ticks * 1000) / timescale;
  let doomed: Array<{ file: string; dueMs: number }> = [];
  let newestMs = Number.NEGATIVE_INFINITY;
  let initFile = '';
  const unwrittenInits = new Map<string, Buffer>();
  let open: OpenSegment | undefined;
  let sequenceNumber = 0;
  let queuedBytes = 0;
  // Names ascend even when the clock was set back between two writers: recovery goes by them.
  let lastFileMs = Math.max(-1, ...segments.map((segment) => Math.floor(segment.startsAtMs)));
  // A later writer's RTP times have nothing to do with the earlier one's.
  let owesDiscontinuity = segments.length > 0;

  const fail = (fromMs: number, toMs: number, error: unknown): void => {
    onEvent({ type: 'write-failed', fromMs, toMs, error: error instanceof Error ? error : new Error(String(error)) });
  };

  async function ensureInit(name: string): Promise<void> {
    const content = unwrittenInits.get(name);
    if (!content) return;
    await replaceFile(join(directory, name), content);
    unwrittenInits.delete(name);
  }

  function beginSegment(start: { ticks: number; independent: boolean; newEpoch: boolean }): void {
    // Two segments cannot begin in one millisecond, but a name must never be reused.
    lastFileMs = Math.max(lastFileMs + 1, Math.floor(toWallMs(start.ticks)));
    const file = `segment-${lastFileMs}.m4s`;
    open = {
      file,
      initFile,
      disk: createSegmentFile(join(directory, file)),
      startTicks: start.ticks,
      endTicks: start.ticks,
      queuedBytes: 0,
      independent: start.independent,
      newEpoch: start.newEpoch,
      isBroken: false,
      isListed: false,
    };
  }

  function append(samples: readonly Sample[]): void {
    const segment = open;
    const first = samples[0];
    const last = samples.at(-1);
    if (!segment || !first || !last) return;
    const endTicks = last.dts + last.duration;
    const part = buildPart(++sequenceNumber, samples, toWallMs(first.dts));
    if (queuedBytes + part.sizeBytes > maxQueuedBytes) {
      segment.isBroken = true;
      fail(toWallMs(first.dts), toWallMs(endTicks), new Error('The disk does not keep up'));
      return;
    }
    queuedBytes += part.sizeBytes;
    segment.queuedBytes += part.sizeBytes;
    void queue.run(async () => {
      try {
        if (segment.isBroken) throw new Error('An earlier part of this segment was not written');
        await ensureInit(segment.initFile);
        await segment.disk.append(part);
        segment.endTicks = endTicks;
      } catch (error) {
        segment.isBroken = true;
        fail(toWallMs(first.dts), toWallMs(endTicks), error);
      } finally {
        queuedBytes -= part.sizeBytes;
      }
    });
  }

  function correctLastDuration(duration: number, endTicks: number): void {
    const segment = open;
    if (!segment) return;
    void queue.run(async () => {
      if (segment.isBroken) return;
      try {
        await segment.disk.setLastDuration(duration);
        segment.endTicks = endTicks;
      } catch (error) {
        fail(toWallMs(segment.endTicks), toWallMs(endTicks), error);
      }
    });
  }

  const epochOf = (segment: OpenSegment): { epoch: number; discontinuity: boolean } => {
    const last = segments.at(-1);
    if (!last) return { epoch: 0, discontinuity: false };
    const discontinuity = segment.newEpoch || owesDiscontinuity || isAfterHole(last, toWallMs(segment.startTicks));
    return { epoch: last.epoch + (discontinuity ? 1 : 0), discontinuity };
  };

  function endSegment(): void {
    const segment = open;
    if (!segment) return;
    open = undefined;
    void queue.run(async () => {
      await segment.disk.close().catch((error: unknown) => fail(toWallMs(segment.endTicks), toWallMs(segment.endTicks), error));
      if (segment.disk.sizeBytes === 0) {
        owesDiscontinuity ||= segment.newEpoch;
        await unlink(join(directory, segment.file)).catch(() => undefined);
        return;
      }
      const startsAtMs = toWallMs(segment.startTicks);
      const endsAt = toWallMs(segment.endTicks);
      segments.push({
        file: segment.file,
        initFile: segment.initFile,
        epoch: epochOf(segment).epoch,
        startsAtMs,
        durationSeconds: (endsAt - startsAtMs) / 1000,
        independent: segment.independent,
        sizeBytes: segment.disk.sizeBytes,
      });
      owesDiscontinuity = false;
      segment.isListed = true;
      prune();
      await writePlaylists(false);
      onEvent({ type: 'segment', startsAt: startsAtMs, endsAt, bytes: segment.disk.sizeBytes });
    });
  }

  /** Counted from the newest media, so that a buffer nobody adds to does not shrink; never cuts a group of pictures. */
  function prune(expiredBeforeMs = Number.NEGATIVE_INFINITY): void {
    const last = segments.at(-1);
    if (!last) return;
    const oldest = Math.max(endOf(last) - options.retentionMs, expiredBeforeMs);
    const dueMs = Math.max(newestMs, endOf(last)) + unlinkDelayMs;
    for (;;) {
      const [first, second] = segments;
      if (!first || !second || endOf(first) >= oldest) return;
      const nextKept = segments.findIndex((segment, index) => index > 0 && segment.independent);
      if (nextKept < 1 || segments.slice(0, nextKept).some((segment) => endOf(segment) >= oldest)) return;
      const removed = segments.splice(0, nextKept);
      mediaSequence += removed.length;
      const inUse = new Set([initFile, open?.initFile, ...segments.map((segment) => segment.initFile)]);
      const inits = new Set(removed.map((segment) => segment.initFile).filter((file) => !inUse.has(file)));
      for (const file of [...removed.map((segment) => segment.file), ...inits]) doomed.push({ file, dueMs });
    }
  }

  async function writePlaylists(ended: boolean): Promise<void> {
    const last = segments.at(-1);
    if (!last) return;
    const from = segments.findIndex((segment) => endOf(segment) > endOf(last) - options.liveWindowMs);
    const live = renderMediaPlaylist(segments.slice(from), { mediaSequence: mediaSequence + from, ended });
    const full = from === 0 ? live : renderMediaPlaylist(segments, { mediaSequence, ended });
    try {
      await replaceFile(join(directory, 'full.m3u8'), full);
      await replaceFile(join(directory, 'live.m3u8'), live);
    } catch (error) {
      // The segment stays on disk and in memory: the next list names it.
      fail(endOf(last), endOf(last), error);
    }
  }

  return {
    writeInit(config) {
      const name = `init-${nextInit++}.mp4`;
      initFile = name;
      unwrittenInits.set(name, createInitSegment(config));
      // A failure is no loss yet: the first part that needs it tries again.
      void queue.run(() => ensureInit(name)).catch(() => undefined);
    },
    beginSegment,
    append,
    correctLastDuration,
    endSegment,
    get isBroken() {
      return open?.isBroken ?? false;
    },
    async describeOpen() {
      const segment = open;
      return await queue.run(() => {
        if (!segment || segment.isListed || segment.disk.sizeBytes === 0) return Promise.resolve(undefined);
        return Promise.resolve({
          file: segment.file,
          initFile: segment.initFile,
          ...epochOf(segment),
          startsAt: toWallMs(segment.startTicks),
          endsAt: toWallMs(segment.endTicks),
          bytes: segment.disk.sizeBytes,
        });
      });
    },
    async finish(ended) {
      await queue.run(() => writePlaylists(ended));
    },
    expire(beforeMs) {
      const [first, second] = segments;
      if (!first || !second || endOf(first) >= beforeMs) return;
      void queue.run(async () => {
        prune(beforeMs);
        await writePlaylists(false);
      });
    },
    unlinkDue(nowMs) {
      newestMs = nowMs;
      const first = doomed[0];
      if (!first || first.dueMs > nowMs) return;
      const due = doomed.filter((entry) => entry.dueMs <= nowMs);
      doomed = doomed.filter((entry) => entry.dueMs > nowMs);
      void queue.run(async () => {
        for (const { file } of due) await unlink(join(directory, file)).catch(() => undefined);
      });
    },
    stats() {
      const first = segments[0];
      const last = segments.at(-1);
      const start = first?.startsAtMs ?? (open ? toWallMs(open.startTicks) : undefined);
      if (start === undefined) return undefined;
      const bytes = segments.reduce((sum, segment) => sum + segment.sizeBytes, open?.queuedBytes ?? 0);
      return { bufferedFromMs: start, bytes, endsAtMs: last ? endOf(last) : start };
    },
  };
}

const endOf = (segment: StoredSegment): number => segment.startsAtMs + segment.durationSeconds * 1000;
