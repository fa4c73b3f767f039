import type { OpenTrackSegment } from '../cmaf/track-writer.ts';
import type { RecordingEvent, RecordingOptions } from '../recording.ts';

/** Options of a recording as they go to another process: without functions. */
export type ShardRecordingOptions = Omit<RecordingOptions, 'createToken' | 'onEvent' | 'now'>;

export type FlushedSegment = OpenTrackSegment & { track: string };

/** From the parent to a shard. `recording` is the pool's number of a recording. */
export type ToShard =
  | { type: 'start'; request: number; recording: number; options: ShardRecordingOptions }
  | { type: 'flush'; request: number; recording: number; untilMs: number; timeoutMs: number }
  | { type: 'stop'; request: number; recording: number; ended: boolean }
  | { type: 'token'; request: number; token: string }
  | { type: 'token-refused'; request: number; message: string };

/** From a shard to its parent. */
export type FromShard =
  | { type: 'event'; recording: number; event: RecordingEvent }
  | { type: 'token-wanted'; request: number; recording: number; identity: string }
  | { type: 'done'; request: number; segments: FlushedSegment[] }
  | { type: 'failed'; request: number; message: string; refused: boolean; status: number | undefined }
  | { type: 'load'; load: ShardLoad };

/** How a shard process does; measured over the last report period. */
export interface ShardLoad {
  pid: number;
  recordings: number;
  /** How late its event loop was, 99th percentile, ms. */
  loopDelayP99Ms: number;
  memoryBytes: number;
  /** Of one core: 1 is all of it. */
  cpuShare: number;
}

const TO_SHARD: Readonly<Record<ToShard['type'], true>> = {
  start: true,
  flush: true,
  stop: true,
  token: true,
  'token-refused': true,
};

const FROM_SHARD: Readonly<Record<FromShard['type'], true>> = {
  event: true,
  'token-wanted': true,
  done: true,
  failed: true,
  load: true,
};

/** Both ends are this package in one version, so the type tells the rest; anything else on the channel is not ours. */
export function isToShard(message: unknown): message is ToShard {
  return hasTypeOf(message, TO_SHARD);
}

/** See {@link isToShard}. */
export function isFromShard(message: unknown): message is FromShard {
  return hasTypeOf(message, FROM_SHARD);
}

function hasTypeOf(message: unknown, types: object): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    typeof message.type === 'string' &&
    Object.hasOwn(types, message.type)
  );
}
