import type { Db } from '@reprise/db';
import type { CaptureQueue } from '../captures/capture-runner.ts';
import { ReplayError } from '../errors.ts';
import type { ClaimedCapture } from '../ports/capture-work.ts';
import { captureChanged, unfinishedStatuses } from './prisma-capture-record.ts';
import { publishEvents } from './prisma-live-events.ts';
import { failCapture } from './prisma-fail-capture.ts';

/** Which node claims, and for how long a lease holds without being renewed. */
export interface CaptureQueueOptions {
  nodeId: string;
  leaseMs: number;
}

/** A capture that took its worker down this often is given up. */
const MAX_ATTEMPTS = 3;

/** The captures of one node's buffers, claimed from PostgreSQL. */
export function createPrismaCaptureQueue(db: Db, options: CaptureQueueOptions): CaptureQueue {
  const { nodeId } = options;
  const leaseUntil = (): Date => new Date(Date.now() + options.leaseMs);
  return {
    claim: async (limit) => {
      if (limit < 1) return [];
      const { claimed, hopeless } = await claim(db, nodeId, limit, leaseUntil());
      for (const id of hopeless) await failCapture(db, { id, nodeId }, new ReplayError('CAPTURE_FAILED'));
      return claimed;
    },
    renew: async (captureIds) => {
      const rows = await db.capture.updateManyAndReturn({
        where: { id: { in: captureIds }, nodeId, status: { in: [...unfinishedStatuses] } },
        data: { leaseUntil: leaseUntil() },
        select: { id: true },
      });
      const ours = new Set(rows.map((row) => row.id));
      return { cancelled: captureIds.filter((id) => !ours.has(id)) };
    },
    release: async (captureIds) => {
      await db.capture.updateMany({ where: { id: { in: captureIds }, nodeId }, data: { leaseUntil: null } });
    },
  };
}

function claim(db: Db, nodeId: string, limit: number, leaseUntil: Date): Promise<{ claimed: ClaimedCapture[]; hopeless: string[] }> {
  return db.$transaction(async (tx) => {
    const free = await tx.$queryRaw<Array<{ id: string }>>`
      SELECT c.id FROM capture c JOIN egress_session s ON s.id = c."sessionId"
      WHERE c.status IN ('queued', 'pinning', 'cutting', 'finishing') AND s."nodeId" = ${nodeId}
        AND (c."leaseUntil" IS NULL OR c."leaseUntil" < now())
      ORDER BY c."createdAt" LIMIT ${limit} FOR UPDATE OF c SKIP LOCKED`;
    if (free.length === 0) return { claimed: [], hopeless: [] };
    await tx.capture.updateMany({
      where: { id: { in: free.map((row) => row.id) } },
      data: { status: 'pinning', progress: 0, nodeId, leaseUntil, attempts: { increment: 1 } },
    });
    const rows = await tx.capture.findMany({
      where: { id: { in: free.map((row) => row.id) } },
      include: { session: { select: { segmentPath: true } } },
      orderBy: { createdAt: 'asc' },
    });
    await publishEvents(tx, rows.map(captureChanged));
    const isHopeless = (row: { attempts: number }): boolean => row.attempts > MAX_ATTEMPTS;
    return {
      claimed: rows
        .filter((row) => !isHopeless(row))
        .map(({ session: { segmentPath }, id, sessionId, userId, requestedStart, requestedEnd, attempts, requestId }) => ({
          id,
          sessionId,
          userId,
          segmentPath,
          requestedStart,
          requestedEnd,
          attempts,
          requestId,
        })),
      hopeless: rows.filter(isHopeless).map((row) => row.id),
    };
  });
}
