/** What is counted: guesses at passwords, and everything that costs a recording, a cut or other people's attention. */
export type LimitedAction = 'sign-in' | 'start' | 'stop' | 'capture' | 'share' | 'post' | 'join';

/** Who asks, and from where. */
export interface Requester {
  userId: string;
  /** IP address; null: not known, then only the person is counted. */
  address: string | null;
}

/** Counts requests. */
export interface RateLimits {
  /** @throws ReplayError RATE_LIMITED with `details.retryAfterSeconds` */
  take(action: LimitedAction, requester: Requester): Promise<void>;
  close(): Promise<void>;
}

/** How many requests a minute. An address may be a whole office behind one router, so it gets more. */
export const requestsPerMinute = {
  // Here the user is the account that is tried.
  'sign-in': { user: 10, address: 60 },
  start: { user: 10, address: 100 },
  stop: { user: 20, address: 200 },
  capture: { user: 30, address: 300 },
  share: { user: 20, address: 200 },
  post: { user: 60, address: 600 },
  join: { user: 10, address: 60 },
} as const satisfies Record<LimitedAction, { user: number; address: number }>;

/** Counts nothing: for tests that ask more often than people do. */
export const unlimited: RateLimits = { take: () => Promise.resolve(), close: () => Promise.resolve() };
