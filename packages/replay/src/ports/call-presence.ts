import type { CallPresence } from '../schemas/presence-schemas.ts';

/** Knows who is in which call. */
export interface CallPresences {
  /**
   * Who is in these rooms, at most a few seconds ago; empty rooms are left out.
   * @throws ReplayError LIVEKIT_UNREACHABLE
   */
  list(roomNames: readonly string[]): Promise<CallPresence[]>;
}
