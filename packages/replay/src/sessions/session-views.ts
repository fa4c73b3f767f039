import type { SessionRecord } from '../ports/session-store.ts';
import type { RoomStatus, SessionView } from '../schemas/session-schemas.ts';

/** A session as its sharer gets it. */
export function toSessionView(session: SessionRecord): SessionView {
  const { id, egressId, roomName, userId, communityId, quality, recorder, status, startedAt } = session;
  return { id, egressId, roomName, userId, communityId, quality, recorder, status, startedAt: startedAt.toISOString() };
}

/** A line of a room's status; minutes to two decimals. */
export function toRoomStatus(session: SessionRecord): RoomStatus {
  const { id, userId, username, quality, startedAt } = session;
  const durationMinutes = Math.round(bufferedMs(session) / 600) / 100;
  return { id, userId, username, quality, startedAt: startedAt.toISOString(), durationMinutes };
}

/** How much can be captured, in ms. */
export function bufferedMs(session: Pick<SessionRecord, 'bufferedFrom' | 'bufferedTo'>): number {
  if (!session.bufferedFrom || !session.bufferedTo) return 0;
  return Math.max(0, session.bufferedTo.getTime() - session.bufferedFrom.getTime());
}
