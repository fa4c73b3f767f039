/** Recordings in processes of their own; whoever uses these never loads the media stack itself (some 30 MB). */
export type { ShardLoad } from './shard-messages.ts';
export { createShardPool, MAX_RECORDINGS_PER_SHARD, type ShardPool, type ShardPoolOptions, ShardsFullError } from './shard-pool.ts';
