import type { Actor, LiveEvents, Replay } from '@reprise/replay';

/** What a procedure works with. `actor` is null for somebody who is not signed in. */
export interface ApiContext {
  actor: Actor | null;
  replay: Replay;
  events: LiveEvents;
  /** Server wall clock in ms. */
  now: () => number;
}
