import type { ReceiveStats, RecordingEvent } from '@reprise/recorder';
import { createShardPool, type ShardLoad } from '@reprise/recorder/shards';
import { waitUntil } from '@reprise/recorder/testing';
import { join } from 'node:path';
import type { Stage } from './stage.ts';

/** Recordings of one publisher in shard processes, with their counters. */
export interface ObservedRecordings {
  /** Starts more and waits until each has a picture on disk. */
  grow(count: number): Promise<void>;
  count(): number;
  /** Buffer of the first recording. */
  directory(): string;
  pids(): number[];
  loads(): ShardLoad[];
  /** Of all recordings together, since their start. */
  counters(): Pick<ReceiveStats, 'packets' | 'lost' | 'recovered'> & { gaps: number };
  close(): Promise<void>;
}

const startTimeoutMs = 40_000;

/** Nothing is recorded before `grow`. Buffers keep `retentionMs`. */
export function observeRecordings(stage: Stage, options: { directory: string; shards: number; retentionMs: number }): ObservedRecordings {
  const pool = createShardPool({ shards: options.shards, recordingsPerShard: 16 });
  const recordings: Array<{ stats?: ReceiveStats; active: boolean; gaps: number }> = [];
  const directoryOf = (index: number): string => join(options.directory, `recording-${index}`);

  async function start(index: number): Promise<void> {
    const recording: (typeof recordings)[number] = { active: false, gaps: 0 };
    recordings[index] = recording;
    const onEvent = (event: RecordingEvent): void => {
      if (event.type === 'active') recording.active = true;
      else if (event.type === 'progress') recording.stats = event.stats;
      else if (event.type === 'gap') recording.gaps += 1;
    };
    const { retentionMs } = options;
    await pool.start({ ...stage.recordingOptions(String(index), directoryOf(index)), retentionMs, liveWindowMs: retentionMs, onEvent });
  }

  return {
    async grow(count) {
      for (let added = 0; added < count; added++) await start(recordings.length);
      await waitUntil('every recording has a picture', startTimeoutMs, () => recordings.every(({ active, stats }) => active && stats));
    },
    count: () => recordings.length,
    directory: () => directoryOf(0),
    pids: () => pool.stats().map(({ pid }) => pid),
    loads: () => pool.stats(),
    counters() {
      const total = { packets: 0, lost: 0, recovered: 0, gaps: 0 };
      for (const { stats, gaps } of recordings) {
        total.packets += stats?.packets ?? 0;
        total.lost += stats?.lost ?? 0;
        total.recovered += stats?.recovered ?? 0;
        total.gaps += gaps;
      }
      return total;
    },
    close: () => pool.close(),
  };
}
