import { createShardPool, MAX_RECORDINGS_PER_SHARD, type ShardPool } from '@reprise/recorder/shards';
import type { ReplayEnv } from '@reprise/replay';
import {
  createDirectRecorder,
  createEgressApi,
  createEgressRecorder,
  createLiveKitCallRooms,
  createRecorderToken,
  type DirectRecorderOptions,
  type EgressApi,
  type EgressRecorder,
} from '@reprise/replay/server';
import type { Logger } from 'pino';

/** The recorder of this worker, whichever it is. */
export interface WorkerRecorder {
  recorder: ReturnType<typeof createDirectRecorder> | EgressRecorder;
  /** Null with our own recorder. */
  egress: { api: EgressApi; recorder: EgressRecorder } | null;
  loads: ShardPool['stats'];
  /** How long after a press its media may still be on the way to the disk, ms. */
  inFlightMs: number;
  /** A start without a picture for this long has failed, ms. */
  startTimeoutMs: number;
  tool: 'cutter' | 'ffmpeg';
}

export interface CreateRecorderOptions {
  env: ReplayEnv;
  log: Logger;
  /** Recorder processes; one a core. */
  shards: number;
  onStats: NonNullable<DirectRecorderOptions['onStats']>;
}

const PART_MS = 400;
/** Reordering and one retransmission. */
const DIRECT_IN_FLIGHT_MS = 400;
/** Egress lists a segment up to one segment and 0.7 s after its last frame, and dates it 0.75 s late. */
const EGRESS_LATE_MS = 2_500;
const START_TIMEOUT_MS = { direct: 30_000, egress: 60_000 };
const EGRESS_POLL_MS = 1_000;
/** How many recordings of Egress one worker looks after; Egress says itself when it is full. */
const EGRESS_RECORDINGS = 200;

/** Makes the recorder that REPLAY_RECORDER names. */
export function createRecorder({ env, log, shards, onStats }: CreateRecorderOptions): WorkerRecorder {
  const startTimeoutMs = START_TIMEOUT_MS[env.recorder];
  if (env.recorder === 'egress') {
    const paths = { bufferRoot: env.paths.buffer, liveKitRoot: env.paths.liveKitStorage };
    const api = createEgressApi({ ...env.liveKit, ...paths, segmentDurationMs: env.segmentDurationMs });
    const recorder = createEgressRecorder({
      api,
      findShare: createLiveKitCallRooms({ ...env.liveKit, patienceMs: 500 }).findShare,
      segmentDurationMs: env.segmentDurationMs,
      retentionMs: env.retentionMs,
      now: Date.now,
      maxRecordings: EGRESS_RECORDINGS,
      pollMs: EGRESS_POLL_MS,
      onError: (error) => log.warn({ err: error }, 'LiveKit Egress could not be asked'),
    });
    const inFlightMs = env.segmentDurationMs + EGRESS_LATE_MS;
    return { recorder, egress: { api, recorder }, loads: () => [], inFlightMs, startTimeoutMs, tool: 'ffmpeg' };
  }
  const pool = createShardPool({ shards, recordingsPerShard: MAX_RECORDINGS_PER_SHARD });
  const recorder = createDirectRecorder({
    pool,
    livekitUrl: env.liveKit.url,
    createToken: (roomName, identity) => createRecorderToken(env.liveKit, roomName, identity),
    segmentDurationMs: env.segmentDurationMs,
    partDurationMs: PART_MS,
    retentionMs: env.retentionMs,
    liveWindowMs: env.retentionMs,
    onStats,
  });
  return { recorder, egress: null, loads: () => pool.stats(), inFlightMs: DIRECT_IN_FLIGHT_MS, startTimeoutMs, tool: 'cutter' };
}
