import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { bufferedRange } from '../buffer/buffer-track.ts';
import { expiredSegments } from '../buffer/expired-segments.ts';
import { ReplayError } from '../errors.ts';
import type { Recorder, Recording, RecordingRequest } from '../ports/recorder.ts';
import type { EgressApi } from './egress-api.ts';
import { readEgressSession } from './egress-buffer-files.ts';
import { type EgressRecording, type EgressRecordingDeps, startEgressRecording } from './egress-recording.ts';

export interface EgressRecorderOptions extends EgressRecordingDeps {
  /** How many recordings this node looks after; whether Egress has room it says itself. */
  maxRecordings: number;
  retentionMs: number;
  /** How often playlists are read. */
  pollMs: number;
  onError: (error: unknown) => void;
}

/** The recorder that has LiveKit Egress write HLS into a shared path. */
export interface EgressRecorder extends Recorder {
  /** Something happened to an Egress: asks LiveKit now. */
  look(egressId: string): void;
  /** Deletes segments older than the retention, counted back from the newest media. Answers how many. */
  prune(): Promise<number>;
}

/** A start that was given up may be admitted up to so long afterwards. */
const LATE_START_MS = 30_000;
const LATE_START_POLL_MS = 3_000;

/** Looks after the Egress recordings of one node. */
export function createEgressRecorder(options: EgressRecorderOptions): EgressRecorder {
  const recordings = new Map<EgressRecording, RecordingRequest>();
  const closing = new AbortController();
  /** A question that was under way at the end is nobody's problem. */
  const onError = (error: unknown): void => {
    if (!closing.signal.aborted) options.onError(error);
  };
  const tick = (recording: EgressRecording, isHinted = false): void => {
    recording.tick(isHinted).catch(onError);
  };
  const timer = setInterval(() => [...recordings.keys()].forEach((recording) => tick(recording)), options.pollMs);

  const start = async (request: RecordingRequest): Promise<Recording> => {
    if (recordings.size >= options.maxRecordings) throw new ReplayError('NO_RECORDER_CAPACITY');
    const recording = await startEgressRecording(options, request).catch((error: unknown) => {
      void stopLateStart(options.api, request, closing.signal).catch(onError);
      throw error;
    });
    recordings.set(recording, request);
    return {
      get egressId() {
        return recording.egressId;
      },
      flush: async (untilMs, timeoutMs) => {
        await recording.flush(untilMs, timeoutMs);
        return [];
      },
      stop: async () => {
        recordings.delete(recording);
        await recording.stop();
      },
    };
  };

  return {
    freeCapacity: () => options.maxRecordings - recordings.size,
    start,
    look: (egressId) => {
      for (const recording of recordings.keys()) if (recording.egressId === egressId) tick(recording, true);
    },
    prune: async () => {
      const pruned = await Promise.all([...recordings.values()].map(({ directory }) => pruneDirectory(directory, options.retentionMs)));
      return pruned.reduce((sum, count) => sum + count, 0);
    },
    close: async () => {
      clearInterval(timer);
      closing.abort();
      await Promise.all([...recordings.keys()].map((recording) => recording.stop()));
      recordings.clear();
    },
  };
}

/** An Egress whose start was given up and that begins all the same would record for nobody. */
async function stopLateStart(api: EgressApi, { roomName, sessionId }: RecordingRequest, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + LATE_START_MS;
  while (Date.now() < deadline && !signal.aborted) {
    for (const egress of await api.listOfSession(roomName, sessionId)) await api.stop(egress.egressId);
    await delay(LATE_START_POLL_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

async function pruneDirectory(directory: string, retentionMs: number): Promise<number> {
  const tracks = await readEgressSession(directory);
  const newestAt = bufferedRange(tracks)?.endAt;
  if (newestAt === undefined) return 0;
  const expired = tracks.flatMap((track) => expiredSegments(track, { newestAt, retentionMs }));
  await Promise.all(expired.map((segment) => rm(segment.path, { force: true })));
  return expired.length;
}
