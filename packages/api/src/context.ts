import type { Actor, Replay } from '@reprise/replay';
import type { LiveEventHub } from './events/live-event-hub.ts';

/** What a procedure works with. `actor` is null for somebody who is not signed in. */
export interface ApiContext {
  actor: Actor | null;
  replay: Replay;
  events: LiveEventHub;
  /** Server wall clock in ms. */
  now: () => number;
}
