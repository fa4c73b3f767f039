import type { SessionStatus } from '../schemas/session-schemas.ts';

/** A session that is not over, as the reconcile sees it. */
export interface OpenSession {
  id: string;
  egressId: string;
  roomName: string;
  userId: string;
  recorder: 'direct' | 'egress';
  status: Extract<SessionStatus, 'starting' | 'active' | 'grace' | 'stopping'>;
  /** It has had a picture. */
  hadMedia: boolean;
  bufferedTo: Date | null;
  /** Until when somebody holds it; for one nobody holds, the last change of its row. */
  heldUntil: Date;
}

/** Sessions as the reconcile reads and corrects them; every write is conditional on the states it leaves. */
export interface ReconcileStore {
  /** All that are not over; of these rooms only, when they are named. */
  listOpen(roomNames?: readonly string[]): Promise<OpenSession[]>;
  /** active|starting -> grace. */
  beginGrace(sessionId: string, until: Date, reason: string): Promise<boolean>;
  /** grace -> active. */
  endGrace(sessionId: string): Promise<boolean>;
  /** starting -> failed. */
  fail(sessionId: string, reason: string): Promise<boolean>;
  /** stopping -> stopped. */
  stopped(sessionId: string): Promise<boolean>;
}
