import type { Prisma } from '@reprise/db';
import type { SessionRecord } from '../ports/session-store.ts';
import type { LiveEvent } from '../schemas/event-schemas.ts';
import { mediaDescriptionSchema } from '../schemas/session-schemas.ts';
import { qualities, recorders } from './prisma-enums.ts';

/** What is read of a session. */
export const sessionInclude = { user: { select: { name: true } } } satisfies Prisma.EgressSessionInclude;
type SessionRow = Prisma.EgressSessionGetPayload<{ include: typeof sessionInclude }>;

/** A session's row in the product's own words. */
export function toSessionRecord(row: SessionRow): SessionRecord {
  return {
    id: row.id,
    egressId: row.egressId,
    roomName: row.roomName,
    userId: row.userId,
    username: row.user.name,
    communityId: row.communityId,
    quality: qualities[row.quality],
    recorder: recorders[row.recorder],
    status: row.status,
    reason: row.reason,
    segmentPath: row.segmentPath,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    graceUntil: row.graceUntil,
    bufferedFrom: row.bufferedFrom,
    bufferedTo: row.bufferedTo,
    bufferBytes: Number(row.bufferBytes),
    bitrateBps: row.bitrateBps,
    media: mediaDescriptionSchema.nullable().parse(row.media),
  };
}

/** The event that tells a room that one of its sessions changed. */
export function sessionChanged(session: Pick<SessionRow, 'id' | 'roomName' | 'status' | 'reason'>): LiveEvent {
  return {
    topic: `room:${session.roomName}`,
    type: 'session.changed',
    payload: { sessionId: session.id, roomName: session.roomName, status: session.status, reason: session.reason },
  };
}
