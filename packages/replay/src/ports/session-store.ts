import type { Quality, RoomSession, SessionStatus } from '../schemas/session-schemas.ts';

/** Begins the id of a session whose recorder has not told its own yet. */
export const PENDING_EGRESS_PREFIX = 'pending_';

/** A session's row. Bytes as numbers, instants as dates. */
export interface SessionRecord {
  id: string;
  egressId: string;
  roomName: string;
  userId: string;
  username: string;
  communityId: string | null;
  quality: Quality;
  recorder: 'direct' | 'egress';
  status: SessionStatus;
  reason: string | null;
  segmentPath: string;
  startedAt: Date;
  endedAt: Date | null;
  graceUntil: Date | null;
  bufferedFrom: Date | null;
  bufferedTo: Date | null;
  bufferBytes: number;
  bitrateBps: number | null;
  media: RoomSession['media'];
}

/** What a start asks for, already permitted and verified. */
export interface NewSession {
  userId: string;
  roomName: string;
  communityId: string;
  quality: Quality;
  recorder: 'direct' | 'egress';
  videoTrackId: string;
  audioTrackId: string | null;
  requestId?: string;
  /** Quota of somebody who has no row yet. */
  defaultQuotaBytes: number;
}

/** Why a start was refused under the locks. */
export type StartRefusal =
  | 'REPLAY_DISABLED'
  | 'SESSION_ALREADY_ACTIVE'
  | 'COMMUNITY_LIMIT_REACHED'
  | 'QUOTA_EXCEEDED'
  | 'NO_RECORDER_CAPACITY'
  | 'STORAGE_UNAVAILABLE';

/** `message` says more than the refusal's own text. */
export interface RefusedStart {
  refused: StartRefusal;
  message?: string;
}

/** The sessions as the people in calls change and see them. */
export interface SessionStore {
  /**
   * Creates the session, or resumes the one in grace of the same person and room, and wakes the workers.
   * All limits are checked under locks, so that simultaneous starts cannot both win.
   */
  start(session: NewSession): Promise<{ session: SessionRecord } | RefusedStart>;
  find(sessionId: string): Promise<SessionRecord | null>;
  /** Live sessions of a room, and those that ended since `endedAfter`. */
  listInRoom(roomName: string, endedAfter: Date): Promise<SessionRecord[]>;
  /**
   * Tells the worker to end it: active|starting -> stopping; one in grace ends now. False: it was over already.
   * `by`: somebody else than the sharer wants it, and what the sharer is told.
   */
  requestStop(sessionId: string, by?: { actorId: string; reason: string }): Promise<boolean>;
  /** Whether a worker that lives holds the session. */
  isHeld(sessionId: string): Promise<boolean>;
  /** Ends the rows of a session whose worker does not: stopping -> stopped, grace -> ended. Its buffer is removed later. */
  forceEnd(sessionId: string): Promise<void>;
}
