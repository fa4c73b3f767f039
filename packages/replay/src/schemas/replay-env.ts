import { z } from 'zod';

/** Empty is as good as not set: compose files write `NAME=` for what they leave open. */
const text = z.string().trim().min(1);
const optionalText = text.optional();
const minutes = (fallback: number) =>
  z.coerce
    .number()
    .positive()
    .max(24 * 60)
    .default(fallback);
const port = z.coerce.number().int().min(1).max(65_535);

const variables = z.object({
  DATABASE_URL: text.refine((url) => /^postgres(ql)?:\/\//.test(url), 'must be a postgres:// address'),
  AUTH_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  JWT_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
  JWT_REFRESH_SECRET: optionalText,
  LIVEKIT_URL: text.refine((url) => /^(wss?|https?):\/\//.test(url), 'must be a ws:// or wss:// address'),
  /** As browsers reach it; LIVEKIT_URL when it is not given. */
  LIVEKIT_PUBLIC_URL: optionalText,
  LIVEKIT_API_KEY: text,
  LIVEKIT_API_SECRET: text,
  FILE_UPLOAD_DEST: optionalText,
  REPLAY_BUFFER_PATH: optionalText,
  REPLAY_STORAGE_PATH: optionalText,
  LIVEKIT_STORAGE_PATH: optionalText,
  REPLAY_BUFFER_DURATION_MINUTES: minutes(10),
  REPLAY_CLEANUP_BUFFER_MINUTES: minutes(12),
  REPLAY_SEGMENT_DURATION_SECONDS: z.coerce.number().min(1).max(10).optional(),
  REPLAY_GRACE_MINUTES: z.coerce
    .number()
    .min(0)
    .max(24 * 60)
    .default(5),
  DEFAULT_USER_REPLAY_QUOTA_GB: z.coerce.number().min(0).max(1_000_000).default(5),
  REPLAY_RECORDER: z.enum(['direct', 'egress']).default('direct'),
  STORAGE: z.literal('local', 'clips are stored below REPLAY_STORAGE_PATH, only "local" is built so far').default('local'),
  REDIS_HOST: optionalText,
  PORT: port.default(3000),
});

/** Every variable that is read here. */
export const replayVariableNames: readonly string[] = Object.keys(variables.shape);

const BYTES_PER_GB = 1024 ** 3;
const DEFAULT_SEGMENT_SECONDS = { direct: 5, egress: 4 } as const;

/** Everything the environment says, with units and cross-field rules applied. */
export interface ReplayEnv {
  databaseUrl: string;
  authSecret: string;
  liveKit: { url: string; publicUrl: string; apiKey: string; apiSecret: string };
  /** Where buffers and clips are; `liveKitStorage` is the buffer path as Egress sees it. */
  paths: { buffer: string; storage: string; liveKitStorage: string };
  recorder: 'direct' | 'egress';
  /** The longest capture, whatever a community allows. */
  bufferDurationMs: number;
  retentionMs: number;
  segmentDurationMs: number;
  graceMs: number;
  defaultQuotaBytes: number;
  port: number;
  /** Said in the log at start. */
  notes: string[];
}

/** Why the environment was refused, one line a variable. */
export class InvalidEnvError extends Error {
  override readonly name = 'InvalidEnvError';
}

/**
 * Reads the variables of the product; others are ignored.
 * @throws InvalidEnvError naming every variable that is missing or wrong
 */
export function parseReplayEnv(record: Readonly<Record<string, string | undefined>>): ReplayEnv {
  const given = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const result = variables.safeParse(given);
  if (!result.success) throw new InvalidEnvError(result.error.issues.map((issue) => describe(issue, given)).join('\n'));
  const env = result.data;
  const problems: string[] = [];
  const authSecret = env.AUTH_SECRET ?? env.JWT_SECRET;
  const buffer = env.REPLAY_BUFFER_PATH ?? below(env.FILE_UPLOAD_DEST, 'replay-buffer');
  const storage = env.REPLAY_STORAGE_PATH ?? below(env.FILE_UPLOAD_DEST, 'replays');
  if (authSecret === undefined) problems.push('AUTH_SECRET is not set');
  if (buffer === undefined) problems.push('REPLAY_BUFFER_PATH is not set (nor FILE_UPLOAD_DEST, its parent)');
  if (storage === undefined) problems.push('REPLAY_STORAGE_PATH is not set (nor FILE_UPLOAD_DEST, its parent)');
  if (buffer !== undefined && buffer === storage) problems.push('REPLAY_STORAGE_PATH must not be REPLAY_BUFFER_PATH: buffers are deleted');
  if (env.REPLAY_CLEANUP_BUFFER_MINUTES <= env.REPLAY_BUFFER_DURATION_MINUTES) {
    problems.push('REPLAY_CLEANUP_BUFFER_MINUTES must exceed REPLAY_BUFFER_DURATION_MINUTES');
  }
  if (problems.length > 0 || authSecret === undefined || buffer === undefined || storage === undefined) {
    throw new InvalidEnvError(problems.join('\n'));
  }
  return {
    databaseUrl: env.DATABASE_URL,
    authSecret,
    liveKit: {
      url: env.LIVEKIT_URL,
      publicUrl: env.LIVEKIT_PUBLIC_URL ?? env.LIVEKIT_URL.replace(/^http/, 'ws'),
      apiKey: env.LIVEKIT_API_KEY,
      apiSecret: env.LIVEKIT_API_SECRET,
    },
    paths: { buffer, storage, liveKitStorage: env.LIVEKIT_STORAGE_PATH ?? buffer },
    recorder: env.REPLAY_RECORDER,
    // Lengths are told in whole seconds.
    bufferDurationMs: Math.max(1, Math.round(env.REPLAY_BUFFER_DURATION_MINUTES * 60)) * 1000,
    retentionMs: env.REPLAY_CLEANUP_BUFFER_MINUTES * 60_000,
    segmentDurationMs: (env.REPLAY_SEGMENT_DURATION_SECONDS ?? DEFAULT_SEGMENT_SECONDS[env.REPLAY_RECORDER]) * 1000,
    graceMs: env.REPLAY_GRACE_MINUTES * 60_000,
    defaultQuotaBytes: Math.round(env.DEFAULT_USER_REPLAY_QUOTA_GB * BYTES_PER_GB),
    port: env.PORT,
    notes: notesOf(env),
  };
}

function notesOf(env: z.infer<typeof variables>): string[] {
  const notes: string[] = [];
  if (env.AUTH_SECRET === undefined) notes.push('JWT_SECRET is used as AUTH_SECRET');
  if (env.JWT_REFRESH_SECRET !== undefined) notes.push('JWT_REFRESH_SECRET is not needed');
  if (env.REDIS_HOST !== undefined) notes.push('REDIS_HOST is only used by LiveKit and Egress');
  return notes;
}

function below(parent: string | undefined, name: string): string | undefined {
  return parent === undefined ? undefined : `${parent.replace(/\/+$/, '')}/${name}`;
}

function describe(issue: z.core.$ZodIssue, given: Record<string, unknown>): string {
  const name = issue.path.join('.');
  return name in given ? `${name} is wrong: ${issue.message}` : `${name} is not set`;
}
