import type { Recording, RecordingEvent, RecordingOptions } from '../recording.ts';
import { backOffMs } from '../signal/back-off.ts';
import type { ShardLoad, ShardRecordingOptions } from './shard-messages.ts';
import { ShardGoneError, type ShardProcess, startShardProcess } from './shard-process.ts';

/** More recordings than this make a shard's event loop late. */
export const MAX_RECORDINGS_PER_SHARD = 16;
/** How long a recording is tried again after its shard died. */
const RESTART_PATIENCE_MS = 10 * 60_000;

export interface ShardPoolOptions {
  /** Processes; one a core is right. */
  shards: number;
  /** 1..16. */
  recordingsPerShard: number;
  /** Script of a shard process, when not the one of this package. */
  entry?: URL;
}

/** All shards have as many recordings as they may. */
export class ShardsFullError extends Error {
  override readonly name = 'ShardsFullError';
}

/** Recordings in processes of their own. */
export interface ShardPool {
  /** How many more recordings it takes. */
  freeCapacity(): number;
  /**
   * Joins, like {@link Recording.start}. When its shard dies the recording goes on in another as the next generation.
   * @throws ShardsFullError, LiveKitRefusedError, Error when LiveKit cannot be reached
   */
  start(options: Omit<RecordingOptions, 'now'>): Promise<Pick<Recording, 'flush' | 'stop'>>;
  /** Of the running shards that have reported yet. */
  stats(): ShardLoad[];
  /** Ends all shards; what is on disk stays usable and nothing is marked as ended. */
  close(): Promise<void>;
}

interface Hosted {
  id: number;
  options: Omit<RecordingOptions, 'now'>;
  nextGeneration: number;
  shard: Shard;
  started: boolean;
}

interface Shard {
  process: ShardProcess | undefined;
  recordings: Set<Hosted>;
}

/** An empty pool; its processes start with their first recording. */
export function createShardPool(options: ShardPoolOptions): ShardPool {
  const { entry = new URL('./shard-main.ts', import.meta.url) } = options;
  const perShard = Math.min(MAX_RECORDINGS_PER_SHARD, options.recordingsPerShard);
  const shards: Shard[] = Array.from({ length: options.shards }, () => ({ process: undefined, recordings: new Set() }));
  const hosted = new Map<number, Hosted>();
  let ids = 0;
  let closed = false;

  function processOf(shard: Shard): ShardProcess {
    shard.process ??= startShardProcess(entry, {
      onEvent: (id, event) => onEvent(id, event),
      createToken: async (id, identity) => {
        const recording = hosted.get(id);
        if (recording === undefined) throw new Error('The recording is over');
        return await recording.options.createToken(identity);
      },
      onExit: () => onShardExit(shard),
    });
    return shard.process;
  }

  function onEvent(id: number, event: RecordingEvent): void {
    const recording = hosted.get(id);
    if (recording === undefined) return;
    if (event.type === 'joined') recording.nextGeneration = event.generation + 1;
    if (event.type === 'failed') release(recording);
    recording.options.onEvent(event);
  }

  function onShardExit(shard: Shard): void {
    shard.process = undefined;
    if (closed) return;
    for (const recording of [...shard.recordings]) {
      // One that was still starting is told by its own request.
      if (!recording.started) continue;
      recording.options.onEvent({ type: 'reconnecting', reason: 'The recorder shard is gone' });
      void restart(recording);
    }
  }

  async function restart(recording: Hosted): Promise<void> {
    const deadline = performance.now() + RESTART_PATIENCE_MS;
    for (let attempt = 0; ; attempt++) {
      if (closed || !hosted.has(recording.id)) return;
      try {
        await startIn(recording);
        return;
      } catch (error) {
        if (performance.now() > deadline) {
          giveUp(recording, error);
          return;
        }
        await new Promise((done) => setTimeout(done, backOffMs(attempt)));
      }
    }
  }

  function giveUp(recording: Hosted, error: unknown): void {
    if (!hosted.has(recording.id)) return;
    release(recording);
    recording.options.onEvent({ type: 'failed', code: 'livekit-unreachable', message: String(error) });
  }

  async function startIn(recording: Hosted): Promise<void> {
    const plain = withoutFunctions(recording.options, recording.nextGeneration);
    await processOf(recording.shard).request({ type: 'start', recording: recording.id, options: plain });
    recording.started = true;
  }

  function release(recording: Hosted): void {
    hosted.delete(recording.id);
    recording.shard.recordings.delete(recording);
  }

  /** The emptiest shard that has room. */
  function chooseShard(): Shard | undefined {
    let best: Shard | undefined;
    for (const shard of shards) {
      if (shard.recordings.size < perShard && shard.recordings.size < (best?.recordings.size ?? perShard)) best = shard;
    }
    return best;
  }

  async function askShard<Result>(work: Promise<Result>, whenGone: Result): Promise<Result> {
    try {
      return await work;
    } catch (error) {
      // A shard that died has flushed and closed all it ever will.
      if (error instanceof ShardGoneError) return whenGone;
      throw error;
    }
  }

  return {
    freeCapacity: () => (closed ? 0 : shards.length * perShard - hosted.size),
    async start(recordingOptions) {
      const shard = closed ? undefined : chooseShard();
      if (shard === undefined) throw new ShardsFullError('No recorder shard has room');
      const id = ++ids;
      const { firstGeneration } = recordingOptions;
      const recording: Hosted = { id, options: recordingOptions, nextGeneration: firstGeneration, shard, started: false };
      hosted.set(id, recording);
      shard.recordings.add(recording);
      try {
        await startIn(recording);
      } catch (error) {
        release(recording);
        throw error;
      }
      return {
        async flush(untilMs, timeoutMs) {
          const { process } = recording.shard;
          if (process === undefined) return [];
          return await askShard(process.request({ type: 'flush', recording: id, untilMs, timeoutMs }), []);
        },
        async stop({ ended = false } = {}) {
          const { process } = recording.shard;
          release(recording);
          if (process === undefined) return;
          await askShard(process.request({ type: 'stop', recording: id, ended }), []);
        },
      };
    },
    stats: () => shards.flatMap(({ process }) => process?.load ?? []),
    async close() {
      closed = true;
      hosted.clear();
      await Promise.all(shards.flatMap(({ process }) => (process === undefined ? [] : [process.close()])));
    },
  };
}

/** Named one by one, because what is not plain data cannot go to another process. */
function withoutFunctions(options: ShardRecordingOptions, firstGeneration: number): ShardRecordingOptions {
  const { url, identityPrefix, participantIdentity, quality, directory } = options;
  const { segmentDurationMs, partDurationMs, retentionMs, liveWindowMs } = options;
  return {
    url,
    identityPrefix,
    firstGeneration,
    participantIdentity,
    quality,
    directory,
    segmentDurationMs,
    partDurationMs,
    retentionMs,
    liveWindowMs,
  };
}
