import type { Db } from '@reprise/db';
import { ReplayError } from '../errors.ts';
import { unfinishedStatuses } from './prisma-capture-record.ts';
import { failCapture } from './prisma-fail-capture.ts';
import { publishEvents } from './prisma-live-events.ts';
import { sessionChanged } from './prisma-session-record.ts';
import { NODE_TIMEOUT_SECONDS } from './prisma-storage-reports.ts';

/** What the cluster does once, whichever worker does it. Each answers how many it changed. */
export interface Maintenance {
  /** Sessions whose grace is over and whose node is gone: grace -> ended. */
  expireGrace(): Promise<number>;
  /** Captures that nobody works on and whose buffer's node is gone: failed, reservations released. */
  failOrphanedCaptures(olderThanMs: number): Promise<number>;
  /** Live events that nobody resumes from any more. */
  deleteOldEvents(olderThanMs: number): Promise<number>;
  /** Rows of nodes that are gone for good. */
  deleteDeadNodes(olderThanMs: number): Promise<number>;
}

/** Cleans up after dead workers, in PostgreSQL. */
export function createPrismaMaintenance(db: Db): Maintenance {
  const before = (ms: number): Date => new Date(Date.now() - ms);
  return {
    expireGrace: () =>
      db.$transaction(async (tx) => {
        const now = new Date();
        const rows = await tx.egressSession.updateManyAndReturn({
          where: { status: 'grace', graceUntil: { lt: now }, OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }] },
          data: { status: 'ended', endedAt: now, leaseUntil: null },
        });
        await publishEvents(tx, rows.map(sessionChanged));
        return rows.length;
      }),
    failOrphanedCaptures: async (olderThanMs) => {
      const living = await db.recorderNode.findMany({
        where: { heartbeatAt: { gt: before(NODE_TIMEOUT_SECONDS * 1000) } },
        select: { id: true },
      });
      const orphans = await db.capture.findMany({
        where: {
          status: { in: [...unfinishedStatuses] },
          createdAt: { lt: before(olderThanMs) },
          AND: [
            { OR: [{ leaseUntil: null }, { leaseUntil: { lt: new Date() } }] },
            { OR: [{ session: { nodeId: null } }, { session: { nodeId: { notIn: living.map((node) => node.id) } } }] },
          ],
        },
        select: { id: true, nodeId: true },
      });
      const failed = await Promise.all(orphans.map((capture) => failCapture(db, capture, new ReplayError('CAPTURE_FAILED'))));
      return failed.filter(Boolean).length;
    },
    deleteOldEvents: async (olderThanMs) => (await db.liveEvent.deleteMany({ where: { createdAt: { lt: before(olderThanMs) } } })).count,
    deleteDeadNodes: async (olderThanMs) =>
      (await db.recorderNode.deleteMany({ where: { heartbeatAt: { lt: before(olderThanMs) } } })).count,
  };
}
