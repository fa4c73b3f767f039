import { randomUUID } from 'node:crypto';
import type { Db, DbTransaction, EgressSession, RecorderKind } from '@reprise/db';
import { type NewSession, PENDING_EGRESS_PREFIX, type RefusedStart, type SessionRecord } from '../ports/session-store.ts';
import { liveStatuses, runningStatuses } from '../sessions/transitions.ts';
import { isUniqueViolation } from './prisma-capture-store.ts';
import { qualityRows, recorderRows } from './prisma-enums.ts';
import { publishEvents, wakeWorkers } from './prisma-live-events.ts';
import { ensureQuota } from './prisma-quota-store.ts';
import { sessionChanged, sessionInclude, toSessionRecord } from './prisma-session-record.ts';
import { listStorageReports, NODE_TIMEOUT_SECONDS } from './prisma-storage-reports.ts';
import { whyNoneStarts } from '../storage/storage-problems.ts';

/** Starts take turns: who is the last to fit in is decided by one transaction at a time. */
const START_LOCK = 5_103_002;

type StartResult = { session: SessionRecord } | RefusedStart;

/** Creates a session or resumes the one in grace, if every limit allows it. */
export function startInTransaction(db: Db, session: NewSession): Promise<StartResult> {
  const start = db.$transaction(async (tx): Promise<StartResult> => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${START_LOCK}::bigint)`;
    const config = await lockConfig(tx, session.communityId);
    if (!config.enabled) return { refused: 'REPLAY_DISABLED' };
    const { userId, roomName } = session;
    const running = await tx.egressSession.count({ where: { userId, status: { in: [...runningStatuses] } } });
    if (running > 0) return { refused: 'SESSION_ALREADY_ACTIVE' };
    const inCommunity = await tx.egressSession.count({
      where: { communityId: session.communityId, status: { in: [...runningStatuses] } },
    });
    if (inCommunity >= config.maxConcurrent) return { refused: 'COMMUNITY_LIMIT_REACHED' };
    const quota = await ensureQuota(tx, userId, session.defaultQuotaBytes);
    if (quota.usedBytes + quota.reservedBytes >= quota.quotaBytes) return { refused: 'QUOTA_EXCEEDED' };
    const inGrace = await tx.egressSession.findFirst({
      where: { userId, roomName, status: 'grace', graceUntil: { gt: new Date() } },
      orderBy: { startedAt: 'desc' },
    });
    const refusal = inGrace ? await findResumeRefusal(tx, inGrace) : await findStartRefusal(tx, recorderRows[session.recorder]);
    if (refusal) return refusal;
    return { session: inGrace ? await resume(tx, inGrace.id, session) : await create(tx, session) };
  });
  return start.catch((error: unknown) => {
    // A share in grace came back between our look and our row: its session runs again.
    if (isUniqueViolation(error)) return { refused: 'SESSION_ALREADY_ACTIVE' };
    throw error;
  });
}

async function lockConfig(tx: DbTransaction, communityId: string): Promise<{ enabled: boolean; maxConcurrent: number }> {
  await tx.$executeRaw`INSERT INTO community_replay_config ("communityId", "updatedAt") VALUES (${communityId}, now()) ON CONFLICT DO NOTHING`;
  const rows = await tx.$queryRaw<Array<{ enabled: boolean; maxConcurrent: number }>>`
    SELECT enabled, "maxConcurrent" FROM community_replay_config WHERE "communityId" = ${communityId} FOR UPDATE`;
  return rows[0] ?? { enabled: false, maxConcurrent: 0 };
}

/** Recordings that are asked for or running count, whichever node has them: a dead node's are another's soon. */
async function hasCapacity(tx: DbTransaction, kind: RecorderKind, besidesId?: string): Promise<boolean> {
  const since = new Date(Date.now() - NODE_TIMEOUT_SECONDS * 1000);
  const nodes = await tx.recorderNode.aggregate({
    where: { recorder: kind, draining: false, heartbeatAt: { gt: since } },
    _sum: { capacity: true },
  });
  const others = besidesId === undefined ? {} : { id: { not: besidesId } };
  const taken = await tx.egressSession.count({ where: { recorder: kind, status: { in: [...liveStatuses] }, ...others } });
  return (nodes._sum.capacity ?? 0) > taken;
}

/** A disk that takes nothing more has another cure than recorders that are busy, so it is told. */
async function findStartRefusal(tx: DbTransaction, kind: RecorderKind, besidesId?: string): Promise<RefusedStart | undefined> {
  if (await hasCapacity(tx, kind, besidesId)) return undefined;
  const message = whyNoneStarts(await listStorageReports(tx, { recorder: kind, draining: false }));
  return message === undefined ? { refused: 'NO_RECORDER_CAPACITY' } : { refused: 'STORAGE_UNAVAILABLE', message };
}

/**
 * A session in grace has its place, but its recorder may be gone, and a node whose disk takes nothing more would not give
 * it another: refused, it stays in grace and can be captured; resumed, it would fail and its buffer would be lost.
 */
async function findResumeRefusal(tx: DbTransaction, { id, recorder, nodeId }: EgressSession): Promise<RefusedStart | undefined> {
  const refusal = await findStartRefusal(tx, recorder, id);
  if (refusal) return refusal;
  const reports = await listStorageReports(tx, { recorder, draining: false });
  const message = whyNoneStarts(reports.filter((report) => report.nodeId === nodeId));
  return message === undefined ? undefined : { refused: 'STORAGE_UNAVAILABLE', message };
}

async function create(tx: DbTransaction, session: NewSession): Promise<SessionRecord> {
  const id = randomUUID();
  const { userId, roomName, communityId, videoTrackId, audioTrackId, requestId = null } = session;
  const row = await tx.egressSession.create({
    data: {
      id,
      // Egress gives its own id when it starts; the direct recorder's is known now.
      egressId: session.recorder === 'direct' ? `DR_${id}` : `${PENDING_EGRESS_PREFIX}${id}`,
      roomName,
      userId,
      communityId,
      quality: qualityRows[session.quality],
      recorder: recorderRows[session.recorder],
      segmentPath: [roomName, userId, id].map(encodeURIComponent).join('/'),
      videoTrackId,
      audioTrackId,
      requestId,
    },
    include: sessionInclude,
  });
  await announce(tx, row, 'session.start');
  return toSessionRecord(row);
}

async function resume(tx: DbTransaction, id: string, session: NewSession): Promise<SessionRecord> {
  const { videoTrackId, audioTrackId, requestId = null } = session;
  const row = await tx.egressSession.update({
    where: { id, status: 'grace' },
    data: { status: 'starting', graceUntil: null, reason: null, videoTrackId, audioTrackId, requestId },
    include: sessionInclude,
  });
  await announce(tx, row, 'session.resume');
  return toSessionRecord(row);
}

async function announce(
  tx: DbTransaction,
  row: Parameters<typeof sessionChanged>[0] & { userId: string; communityId: string | null },
  action: string,
): Promise<void> {
  const { id: sessionId, roomName, userId: actorId, communityId } = row;
  await tx.auditEvent.create({ data: { actorId, communityId, action, details: { sessionId, roomName } } });
  await wakeWorkers(tx);
  await publishEvents(tx, [sessionChanged(row)]);
}
