import type { Actor, LiveEvents, Replay } from '@reprise/replay';
import type { RateLimits } from './rate-limits/rate-limits.ts';

/** What a procedure works with. `actor` is null for somebody who is not signed in. */
export interface ApiContext {
  actor: Actor | null;
  replay: Replay;
  events: LiveEvents;
  rateLimits: RateLimits;
  /** IP address of the caller; null: not known. */
  address: string | null;
  /** Server wall clock in ms. */
  now: () => number;
}
