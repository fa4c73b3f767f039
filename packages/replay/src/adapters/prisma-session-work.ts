import type { Db, DbTransaction, EgressSession, Prisma } from '@reprise/db';
import type { ClaimedSession, SessionWork } from '../ports/session-work.ts';
import type { SessionStatus } from '../schemas/session-schemas.ts';
import { isOneOf, liveStatuses, statesBefore } from '../sessions/transitions.ts';
import { isUniqueViolation } from './prisma-capture-store.ts';
import { qualities } from './prisma-enums.ts';
import { publishEvents, signalEvent } from './prisma-live-events.ts';
import { sessionChanged } from './prisma-session-record.ts';

/** Which node works, and for how long a lease holds without being renewed. */
export interface SessionWorkOptions {
  nodeId: string;
  recorder: 'direct' | 'egress';
  leaseMs: number;
}

type Fields = Omit<Prisma.EgressSessionUpdateManyMutationInput, 'status'>;

/** The sessions of one node in PostgreSQL. Every write is conditional on the node's lease and the state it leaves. */
export function createPrismaSessionWork(db: Db, options: SessionWorkOptions): SessionWork {
  const { nodeId } = options;
  const leaseUntil = (): Date => new Date(Date.now() + options.leaseMs);

  const change = (sessionId: string, to: SessionStatus, data: Fields, from: SessionStatus[] = statesBefore(to)): Promise<boolean> =>
    db
      .$transaction(async (tx) => {
        const [row] = await tx.egressSession.updateManyAndReturn({
          where: { id: sessionId, nodeId, status: { in: from } },
          data: { ...data, status: to },
        });
        if (row) await publishEvents(tx, [sessionChanged(row)]);
        return row !== undefined;
      })
      .catch((error: unknown) => {
        // Its sharer has another running session by now, so this one cannot become one again.
        if (isUniqueViolation(error)) return false;
        throw error;
      });

  return {
    claim: (limit) => claim(db, options, limit, leaseUntil()),
    renew: async (sessionIds) => {
      const now = new Date();
      const rows = await db.egressSession.updateManyAndReturn({
        where: { id: { in: sessionIds }, nodeId, status: { in: [...liveStatuses] } },
        data: { leaseUntil: leaseUntil() },
        select: { id: true, status: true, graceUntil: true },
      });
      const isDue = (row: { status: SessionStatus; graceUntil: Date | null }): boolean =>
        row.status === 'stopping' || (row.status === 'grace' && row.graceUntil !== null && row.graceUntil <= now);
      const ours = new Set(rows.map((row) => row.id));
      const starting = rows.filter((row) => row.status === 'starting').map((row) => row.id);
      return { stopping: rows.filter(isDue).map((row) => row.id), starting, lost: sessionIds.filter((id) => !ours.has(id)) };
    },
    recorded: async (sessionId, egressId) =>
      db.$transaction(async (tx) => {
        const [row] = await tx.egressSession.updateManyAndReturn({
          where: { id: sessionId, nodeId, status: { in: [...liveStatuses] } },
          data: { egressId },
        });
        if (row) await publishEvents(tx, [sessionChanged(row)]);
        return row !== undefined;
      }),
    active: (sessionId) => change(sessionId, 'active', { activeAt: new Date(), graceUntil: null, reason: null }),
    grace: (sessionId, until, reason) => change(sessionId, 'grace', { graceUntil: until, reason }),
    finished: async (sessionId) => {
      const over = { endedAt: new Date(), bufferDeletedAt: new Date(), bufferBytes: 0n, leaseUntil: null };
      return (await change(sessionId, 'stopped', over, ['stopping'])) || change(sessionId, 'ended', over);
    },
    failed: (sessionId, reason) => change(sessionId, 'failed', { reason, endedAt: new Date(), leaseUntil: null }),
    media: async (sessionId, media) => {
      await db.$transaction(async (tx) => {
        const json = { ...(media.video && { video: media.video }), ...(media.audio && { audio: media.audio }) };
        const [row] = await tx.egressSession.updateManyAndReturn({ where: { id: sessionId, nodeId }, data: { media: json } });
        if (row) await publishEvents(tx, [sessionChanged(row)]);
      });
    },
    progress: async (sessionId, progress) => {
      const bufferedFrom = new Date(progress.bufferedFromMs);
      const bufferedTo = new Date(progress.bufferedToMs);
      const bufferBytes = Math.round(progress.bufferBytes);
      const bitrateBps = Math.round(progress.bitrateBps);
      const [row] = await db.egressSession.updateManyAndReturn({
        where: { id: sessionId, nodeId, status: { in: [...liveStatuses] } },
        data: { bufferedFrom, bufferedTo, bufferBytes: BigInt(bufferBytes), bitrateBps },
        select: { roomName: true },
      });
      if (!row) return;
      const payload = {
        sessionId,
        bufferedFrom: bufferedFrom.toISOString(),
        bufferedTo: bufferedTo.toISOString(),
        bufferBytes,
        bitrateBps,
      };
      await signalEvent(db, { topic: `room:${row.roomName}`, type: 'session.progress', payload });
    },
    release: async (sessionIds) => {
      await db.egressSession.updateMany({ where: { id: { in: sessionIds }, nodeId }, data: { leaseUntil: null } });
    },
  };
}

function claim(db: Db, options: SessionWorkOptions, limit: number, leaseUntil: Date): Promise<ClaimedSession[]> {
  if (limit < 1) return Promise.resolve([]);
  return db.$transaction(async (tx: DbTransaction) => {
    // Those recorded here before come first: their buffers are on this disk.
    const free = await tx.$queryRaw<Array<{ id: string }>>`
      SELECT id FROM egress_session
      WHERE status IN ('starting', 'active', 'grace', 'stopping')
        AND recorder = ${options.recorder}::"RecorderKind"
        AND ("leaseUntil" IS NULL OR "leaseUntil" < now())
      ORDER BY ("nodeId" IS NOT DISTINCT FROM ${options.nodeId}) DESC, "startedAt"
      LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
    const rows = await tx.egressSession.updateManyAndReturn({
      where: { id: { in: free.map((row) => row.id) } },
      data: { nodeId: options.nodeId, leaseUntil, generation: { increment: 1 } },
    });
    return rows.map(toClaimedSession);
  });
}

function toClaimedSession(row: EgressSession): ClaimedSession {
  if (!isOneOf(row.status, liveStatuses)) throw new Error(`Session ${row.id} was claimed in status ${row.status}`);
  const { id, roomName, userId, status, videoTrackId, audioTrackId, segmentPath, generation, graceUntil, requestId } = row;
  const quality = qualities[row.quality];
  return { id, roomName, userId, status, quality, videoTrackId, audioTrackId, segmentPath, generation, graceUntil, requestId };
}
