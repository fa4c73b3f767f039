import type { Db, DbTransaction } from '@reprise/db';
import type { CaptureQueue } from '../captures/capture-runner.ts';
import { ReplayError } from '../errors.ts';
import type { ClaimedCapture, TrimSource } from '../ports/capture-work.ts';
import { captureChanged, unfinishedStatuses } from './prisma-capture-record.ts';
import { parseGaps } from './prisma-clip-record.ts';
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
      for (const { id, error } of hopeless) await failCapture(db, { id, nodeId }, new ReplayError(error));
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

interface Claimed {
  claimed: ClaimedCapture[];
  hopeless: Array<{ id: string; error: 'CAPTURE_FAILED' | 'CLIP_NOT_FOUND' }>;
}

/** Captures of this node's buffers, and trims: clips lie where every worker reaches them. */
function claim(db: Db, nodeId: string, limit: number, leaseUntil: Date): Promise<Claimed> {
  return db.$transaction(async (tx) => {
    const free = await tx.$queryRaw<Array<{ id: string }>>`
      SELECT c.id FROM capture c LEFT JOIN egress_session s ON s.id = c."sessionId"
      WHERE c.status IN ('queued', 'pinning', 'cutting', 'finishing')
        AND (s."nodeId" = ${nodeId} OR c."sourceClipId" IS NOT NULL)
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
    const sources = await findTrimSources(
      tx,
      rows.flatMap((row) => row.sourceClipId ?? []),
    );
    const result: Claimed = { claimed: [], hopeless: [] };
    for (const row of rows) {
      const { id, userId, requestedStart, requestedEnd, attempts, requestId, sessionId, session } = row;
      const work = { id, userId, requestedStart, requestedEnd, attempts, requestId };
      const trimOf = row.sourceClipId === null ? undefined : sources.get(row.sourceClipId);
      if (attempts > MAX_ATTEMPTS) result.hopeless.push({ id, error: 'CAPTURE_FAILED' });
      else if (session && sessionId !== null) result.claimed.push({ ...work, sessionId, segmentPath: session.segmentPath });
      else if (trimOf) result.claimed.push({ ...work, trimOf });
      else result.hopeless.push({ id, error: 'CLIP_NOT_FOUND' });
    }
    return result;
  });
}

/** The clips that are trimmed; those that were deleted meanwhile are missing. */
async function findTrimSources(tx: DbTransaction, clipIds: string[]): Promise<Map<string, TrimSource>> {
  const clips = await tx.replayClip.findMany({
    where: { id: { in: clipIds } },
    select: { id: true, actualStart: true, gaps: true, files: { where: { purpose: 'ORIGINAL' }, select: { storagePath: true } } },
  });
  return new Map(
    clips.flatMap(({ id: clipId, actualStart, gaps, files: [original] }): Array<[string, TrimSource]> => {
      const told = parseGaps(gaps).map(({ startAt, endAt }) => ({ startAt: Date.parse(startAt), endAt: Date.parse(endAt) }));
      const source = original && { clipId, storagePath: original.storagePath, startedAt: actualStart.getTime(), gaps: told };
      return source ? [[clipId, source]] : [];
    }),
  );
}
