import type { Db } from '@reprise/db';
import type { SessionStore } from '../ports/session-store.ts';
import { endReasons } from '../sessions/end-reasons.ts';
import { liveStatuses } from '../sessions/transitions.ts';
import { publishEvents, wakeWorkers } from './prisma-live-events.ts';
import { sessionChanged, sessionInclude, toSessionRecord } from './prisma-session-record.ts';
import { startInTransaction } from './prisma-start-session.ts';

/** What the reason says when the sharer ended a share that was already gone. */
const STOPPED_IN_GRACE = endReasons.stoppedBySharer;

/** Sessions in PostgreSQL, as people change and see them. */
export function createPrismaSessionStore(db: Db): SessionStore {
  return {
    start: (session) => startInTransaction(db, session),
    find: async (sessionId) => {
      const row = await db.egressSession.findUnique({ where: { id: sessionId }, include: sessionInclude });
      return row && toSessionRecord(row);
    },
    listInRoom: async (roomName, endedAfter) => {
      const rows = await db.egressSession.findMany({
        where: {
          roomName,
          OR: [{ status: { in: [...liveStatuses] } }, { status: { in: ['failed', 'ended'] }, endedAt: { gt: endedAfter } }],
        },
        include: sessionInclude,
        orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(toSessionRecord);
    },
    requestStop: (sessionId, by) => requestStop(db, sessionId, by),
    isHeld: async (sessionId) =>
      (await db.egressSession.count({ where: { id: sessionId, nodeId: { not: null }, leaseUntil: { gt: new Date() } } })) > 0,
    forceEnd: (sessionId) => forceEnd(db, sessionId),
  };
}

function requestStop(db: Db, sessionId: string, by: Parameters<SessionStore['requestStop']>[1]): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const [stopping] = await tx.egressSession.updateManyAndReturn({
      where: { id: sessionId, status: { in: ['starting', 'active'] } },
      data: { status: 'stopping', ...(by && { reason: by.reason }) },
    });
    // In grace the person may already share elsewhere, so it does not become a running one again: its grace is over.
    const ending = stopping
      ? []
      : await tx.egressSession.updateManyAndReturn({
          where: { id: sessionId, status: 'grace' },
          data: { graceUntil: new Date(), reason: by?.reason ?? STOPPED_IN_GRACE },
        });
    const changed = stopping ?? ending[0];
    if (changed) {
      const { userId, communityId, roomName } = changed;
      const details = { sessionId, roomName, ...(by && { userId }) };
      await tx.auditEvent.create({ data: { actorId: by?.actorId ?? userId, communityId, action: 'session.stop', details } });
    }
    const isStopping = changed !== undefined;
    await wakeWorkers(tx);
    if (stopping) await publishEvents(tx, [sessionChanged(stopping)]);
    return isStopping || (await tx.egressSession.count({ where: { id: sessionId, status: 'stopping' } })) > 0;
  });
}

function forceEnd(db: Db, sessionId: string): Promise<void> {
  return db.$transaction(async (tx) => {
    const endedAt = new Date();
    const stopped = await tx.egressSession.updateManyAndReturn({
      where: { id: sessionId, status: 'stopping' },
      data: { status: 'stopped', endedAt, leaseUntil: null },
    });
    const ended = await tx.egressSession.updateManyAndReturn({
      where: { id: sessionId, status: 'grace', graceUntil: { lte: endedAt } },
      data: { status: 'ended', endedAt, leaseUntil: null },
    });
    await wakeWorkers(tx);
    await publishEvents(tx, [...stopped, ...ended].map(sessionChanged));
  });
}
