import type { PublishedShare } from './call-rooms.ts';

/** What LiveKit says about many calls at once. Our own recorders are nobody. */
export interface CallSurvey {
  /**
   * The screen shares of each room, by identity; a room that is gone has none.
   * @throws ReplayError LIVEKIT_UNREACHABLE
   */
  listShares(roomNames: readonly string[]): Promise<Map<string, Map<string, PublishedShare>>>;
}

/** A recording that LiveKit Egress says runs and that writes into our buffers. */
export interface RunningEgress {
  egressId: string;
  roomName: string;
  /** Out of the path it writes to. */
  sessionId: string;
  startedAt: Date;
}

/** What LiveKit Egress says about itself. */
export interface EgressSurvey {
  /** @throws ReplayError LIVEKIT_UNREACHABLE */
  listRunning(): Promise<RunningEgress[]>;
  /** Asks it to end; one that is over or that nobody answers for is fine. */
  stop(egressId: string): Promise<void>;
}

/** Something happened in a call or to a recording: a reason to look, never a fact. */
export interface CallHint {
  roomName?: string;
  egressId?: string;
}
