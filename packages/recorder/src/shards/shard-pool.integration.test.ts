import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type SyntheticShare, startSyntheticShare } from '@reprise/synthetic-share';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RecordingEvent, RecordingOptions } from '../recording.ts';
import { startTestLivekit, type TestLivekit } from '../testing/test-livekit.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { createShardPool, type ShardPool, ShardsFullError } from './shard-pool.ts';

let livekit: TestLivekit;
let directory: string;
let share: SyntheticShare;
let pool: ShardPool;
let events: RecordingEvent[];

beforeEach(async () => {
  livekit = await startTestLivekit('stage');
  directory = await mkdtemp(join(tmpdir(), 'shards-'));
  share = await startSyntheticShare({
    url: livekit.url,
    token: await livekit.token('sharer', { canPublish: true }),
    width: 640,
    height: 360,
  });
  pool = createShardPool({ shards: 2, recordingsPerShard: 1 });
  events = [];
});

afterEach(async () => {
  await pool.close();
  await share.stop();
  await livekit.close();
  await rm(directory, { recursive: true, force: true });
});

function options(name: string): RecordingOptions {
  return {
    url: livekit.url,
    createToken: (identity) => livekit.token(identity, { canSubscribe: true, hidden: true, recorder: true }),
    identityPrefix: name,
    firstGeneration: 1,
    participantIdentity: 'sharer',
    quality: 'high',
    directory: join(directory, name),
    segmentDurationMs: 3_000,
    partDurationMs: 500,
    retentionMs: 720_000,
    liveWindowMs: 720_000,
    onEvent: (event) => events.push(event),
  };
}

function count(type: RecordingEvent['type']): number {
  return events.filter((event) => event.type === type).length;
}

it('records in another process, up to its capacity', async () => {
  expect(pool.freeCapacity()).toBe(2);
  const recording = await pool.start(options('a'));
  await pool.start({ ...options('b'), onEvent: () => undefined });
  await expect(pool.start(options('c'))).rejects.toThrow(ShardsFullError);
  expect(pool.freeCapacity()).toBe(0);
  await waitUntil('media arrives', 10_000, () => count('active') === 1);
  await waitUntil('both shards report', 10_000, () => pool.stats().length === 2);
  expect(new Set(pool.stats().map(({ pid }) => pid)).size).toBe(2);
  const pressMs = Date.now();
  const segments = await recording.flush(pressMs, 500);
  expect(segments.map(({ track }) => track)).toContain('video');
  await recording.stop({ ended: true });
  expect(pool.freeCapacity()).toBe(1);
});

it('goes on in a new shard when one dies', async () => {
  await pool.start(options('a'));
  await waitUntil('media arrives and the shard is known', 10_000, () => count('active') === 1 && pool.stats().length > 0);
  process.kill(pool.stats()[0]?.pid ?? 0, 'SIGKILL');
  await waitUntil('it records again', 15_000, () => count('active') === 2);
  expect(count('reconnecting')).toBe(1);
  expect(events.filter((event) => event.type === 'joined').map(({ generation }) => generation)).toEqual([1, 2]);
});

it('ends by itself when its parent is gone', async () => {
  const orphan = fork(new URL('./shard-main.ts', import.meta.url), [], { execArgv: [] });
  const exited = once(orphan, 'exit');
  await once(orphan, 'message');
  orphan.disconnect();
  expect(await exited).toEqual([0, null]);
  await expect(promisify(execFile)('ps', ['-p', String(orphan.pid)])).rejects.toThrow();
});
