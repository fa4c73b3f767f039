import { describe, expect, test } from 'vitest';
import { InvalidEnvError, parseReplayEnv } from './replay-env.ts';

const minimal = {
  DATABASE_URL: 'postgres://db/reprise',
  AUTH_SECRET: '0123456789abcdef',
  LIVEKIT_URL: 'ws://127.0.0.1:7880',
  LIVEKIT_API_KEY: 'devkey',
  LIVEKIT_API_SECRET: 'secret',
  FILE_UPLOAD_DEST: '/data/',
};

test('defaults', () => {
  expect(parseReplayEnv(minimal)).toEqual({
    databaseUrl: 'postgres://db/reprise',
    authSecret: '0123456789abcdef',
    liveKit: { url: 'ws://127.0.0.1:7880', publicUrl: 'ws://127.0.0.1:7880', apiKey: 'devkey', apiSecret: 'secret' },
    paths: { buffer: '/data/replay-buffer', storage: '/data/replays', liveKitStorage: '/data/replay-buffer' },
    recorder: 'direct',
    bufferDurationMs: 600_000,
    retentionMs: 720_000,
    segmentDurationMs: 5000,
    graceMs: 300_000,
    defaultQuotaBytes: 5_368_709_120,
    port: 3000,
    notes: [],
  });
});

test("the documents' names", () => {
  const env = parseReplayEnv({
    ...minimal,
    AUTH_SECRET: undefined,
    FILE_UPLOAD_DEST: undefined,
    JWT_SECRET: 'fedcba9876543210',
    JWT_REFRESH_SECRET: 'x',
    REDIS_HOST: 'redis',
    REPLAY_BUFFER_PATH: '/buffer',
    REPLAY_STORAGE_PATH: '/clips',
    LIVEKIT_STORAGE_PATH: '/livekit',
    REPLAY_SEGMENT_DURATION_SECONDS: '10',
    REPLAY_RECORDER: 'egress',
    DEFAULT_USER_REPLAY_QUOTA_GB: '0.5',
    STORAGE: 'local',
  });
  expect(env).toMatchObject({
    authSecret: 'fedcba9876543210',
    recorder: 'egress',
    segmentDurationMs: 10_000,
    defaultQuotaBytes: 536_870_912,
  });
  expect(env.paths).toEqual({ buffer: '/buffer', storage: '/clips', liveKitStorage: '/livekit' });
  expect(env.notes).toHaveLength(3);
});

test.each([
  ['10', 600_000],
  ['0.51', 31_000],
  ['0.001', 1_000],
])('the longest capture is of whole seconds: %s min', (minutes, expected) => {
  expect(parseReplayEnv({ ...minimal, REPLAY_BUFFER_DURATION_MINUTES: minutes }).bufferDurationMs).toBe(expected);
});

describe('what is wrong is named', () => {
  test.each<[string, Record<string, string | undefined>, string]>([
    ['missing', { LIVEKIT_API_KEY: undefined }, 'LIVEKIT_API_KEY is not set'],
    ['empty', { LIVEKIT_API_SECRET: ' ' }, 'LIVEKIT_API_SECRET is not set'],
    ['no address', { DATABASE_URL: 'mongodb://x' }, 'DATABASE_URL is wrong: must be a postgres:// address'],
    ['no number', { REPLAY_GRACE_MINUTES: 'five' }, 'REPLAY_GRACE_MINUTES is wrong'],
    ['an unknown recorder', { REPLAY_RECORDER: 'tape' }, 'REPLAY_RECORDER is wrong'],
    ['a short secret', { AUTH_SECRET: 'short' }, 'AUTH_SECRET is wrong: must have at least 16 characters'],
    ['no secret', { AUTH_SECRET: undefined }, 'AUTH_SECRET is not set'],
    [
      'nowhere to write',
      { FILE_UPLOAD_DEST: undefined, REPLAY_STORAGE_PATH: '/clips' },
      'REPLAY_BUFFER_PATH is not set (nor FILE_UPLOAD_DEST, its parent)',
    ],
    [
      'retention below the buffer',
      { REPLAY_CLEANUP_BUFFER_MINUTES: '10' },
      'REPLAY_CLEANUP_BUFFER_MINUTES must exceed REPLAY_BUFFER_DURATION_MINUTES',
    ],
    ['one place for both', { REPLAY_BUFFER_PATH: '/x', REPLAY_STORAGE_PATH: '/x' }, 'REPLAY_STORAGE_PATH must not be REPLAY_BUFFER_PATH'],
    ['a storage that is not built', { STORAGE: 's3', S3_BUCKET: 'clips' }, 'STORAGE is wrong: clips are stored below REPLAY_STORAGE_PATH'],
  ])('%s', (_name, changed, message) => {
    const parse = () => parseReplayEnv({ ...minimal, ...changed });
    expect(parse).toThrow(InvalidEnvError);
    expect(parse).toThrow(message);
  });
});
