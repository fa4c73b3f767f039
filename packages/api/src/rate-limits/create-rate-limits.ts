import { ReplayError } from '@reprise/replay';
import pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { type LimitedAction, type RateLimits, requestsPerMinute } from './rate-limits.ts';

export interface RateLimitOptions {
  connectionString: string;
  /** Instead of {@link requestsPerMinute}. */
  limits?: Readonly<Record<LimitedAction, { user: number; address: number }>>;
  /** The window a request counts in, seconds. */
  windowSeconds?: number;
}

const CONNECTIONS = 2;

/** Counts requests in PostgreSQL, so that every web process knows of all of them. */
export function createRateLimits({ connectionString, limits = requestsPerMinute, windowSeconds = 60 }: RateLimitOptions): RateLimits {
  const pool = new pg.Pool({ connectionString, max: CONNECTIONS });
  // A connection lost while idle: the next query opens another, and fails by itself when there is none.
  pool.on('error', () => undefined);
  const limiters = new Map<string, RateLimiterPostgres>();
  const limiterOf = (keyPrefix: string, points: number): RateLimiterPostgres => {
    const known = limiters.get(keyPrefix);
    if (known) return known;
    const limiter = new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix,
      points,
      duration: windowSeconds,
      // Somebody who is over the limit costs no query until the window ends.
      inMemoryBlockOnConsumed: points + 1,
    });
    limiters.set(keyPrefix, limiter);
    return limiter;
  };
  return {
    take: async (action, { userId, address }) => {
      if (userId !== null) await consume(limiterOf(`${action}:user`, limits[action].user), userId);
      if (address !== null) await consume(limiterOf(`${action}:address`, limits[action].address), address);
    },
    close: () => pool.end(),
  };
}

async function consume(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new ReplayError('RATE_LIMITED', { details: { retryAfterSeconds }, cause: new Error('Rate limit reached') });
  }
}
