import { type Db, type DbTransaction, Prisma } from '@reprise/db';
import type { CaptureRefusal, CaptureStore, NewCapture } from '../ports/capture-store.ts';
import { capturableStatuses, isOneOf } from '../sessions/transitions.ts';
import { captureChanged, captureInclude, toCaptureRecord, unfinishedStatuses } from './prisma-capture-record.ts';
import { publishEvents, wakeWorkers } from './prisma-live-events.ts';
import { ensureQuota, releaseBytes, reserveBytes } from './prisma-quota-store.ts';

/** Captures in PostgreSQL, as people change and see them. */
export function createPrismaCaptureStore(db: Db): CaptureStore {
  const findByKey: CaptureStore['findByKey'] = async (userId, idempotencyKey) => {
    const row = await db.capture.findUnique({ where: { userId_idempotencyKey: { userId, idempotencyKey } }, include: captureInclude });
    return row && toCaptureRecord(row);
  };
  return {
    create: async (capture) => {
      try {
        return await createInTransaction(db, capture);
      } catch (error) {
        // The same request twice at once: the other one's transaction won, ours is undone.
        const before =
          isUniqueViolation(error) && capture.idempotencyKey !== null ? await findByKey(capture.userId, capture.idempotencyKey) : null;
        if (before) return { capture: before };
        throw error;
      }
    },
    find: async (captureId) => {
      const row = await db.capture.findUnique({ where: { id: captureId }, include: captureInclude });
      return row && toCaptureRecord(row);
    },
    findByKey,
    listRecent: async (userId, roomName, limit) => {
      const where = { userId, ...(roomName !== undefined && { session: { roomName } }) };
      const rows = await db.capture.findMany({
        where,
        include: captureInclude,
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit,
      });
      return rows.map(toCaptureRecord);
    },
    cancel: (captureId) => cancelInTransaction(db, captureId),
    retry: (captureId, reservedBytes) => retryInTransaction(db, captureId, reservedBytes),
  };
}

/** Whether an error says that a unique index refused a row. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

function createInTransaction(db: Db, capture: NewCapture): ReturnType<CaptureStore['create']> {
  return db.$transaction(async (tx) => {
    const refused = await holdSource(tx, capture);
    if (refused) return { refused };
    const { defaultQuotaBytes, reservedBytes, ...data } = capture;
    await ensureQuota(tx, capture.userId, defaultQuotaBytes);
    if (!(await reserveBytes(tx, capture.userId, reservedBytes))) return { refused: 'QUOTA_EXCEEDED' };
    const row = await tx.capture.create({ data: { ...data, reservedBytes: BigInt(reservedBytes) }, include: captureInclude });
    await wakeWorkers(tx);
    await publishEvents(tx, [captureChanged(row)]);
    return { capture: toCaptureRecord(row) };
  });
}

/** Keeps what the capture is cut from as it is until the commit; answers why it cannot be. */
async function holdSource(
  tx: DbTransaction,
  { sessionId, sourceClipId }: { sessionId: string | null; sourceClipId?: string | null },
): Promise<CaptureRefusal | undefined> {
  if (sessionId !== null) return (await holdCapturableSession(tx, sessionId)) ? undefined : 'SESSION_NOT_ACTIVE';
  const clips = await tx.$queryRaw<unknown[]>`SELECT 1 FROM replay_clip WHERE id = ${sourceClipId} FOR SHARE`;
  return clips.length === 0 ? 'CLIP_NOT_FOUND' : undefined;
}

/** Share-locks the session's row until the commit: a stop waits, and then sees the capture. */
async function holdCapturableSession(tx: DbTransaction, sessionId: string): Promise<boolean> {
  await tx.$queryRaw`SELECT 1 FROM egress_session WHERE id = ${sessionId} FOR SHARE`;
  const session = await tx.egressSession.findUnique({ where: { id: sessionId }, select: { status: true } });
  return session !== null && isOneOf(session.status, capturableStatuses);
}

function cancelInTransaction(db: Db, captureId: string): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const before = await tx.$queryRaw<Array<{ reservedBytes: bigint }>>`
      SELECT "reservedBytes" FROM capture WHERE id = ${captureId} FOR UPDATE`;
    const [row] = await tx.capture.updateManyAndReturn({
      where: { id: captureId, status: { in: [...unfinishedStatuses] } },
      data: { status: 'cancelled', reservedBytes: 0n, finishedAt: new Date() },
    });
    if (!row) return false;
    await releaseBytes(tx, row.userId, before[0]?.reservedBytes ?? 0n, 0n);
    await wakeWorkers(tx);
    await publishEvents(tx, [captureChanged(row)]);
    return true;
  });
}

function retryInTransaction(db: Db, captureId: string, reservedBytes: number): Promise<'queued' | CaptureRefusal | 'CONFLICT'> {
  return db
    .$transaction(async (tx) => {
      const [row] = await tx.capture.updateManyAndReturn({
        where: { id: captureId, status: 'failed' },
        data: {
          status: 'queued',
          progress: 0,
          attempts: 0,
          reservedBytes: BigInt(reservedBytes),
          errorCode: null,
          errorMessage: null,
          startOffsetSeconds: null,
          finishedAt: null,
          nodeId: null,
          leaseUntil: null,
        },
      });
      if (!row) return 'CONFLICT';
      const refused = await holdSource(tx, row);
      if (refused) throw new Refused(refused);
      if (!(await reserveBytes(tx, row.userId, reservedBytes))) throw new Refused('QUOTA_EXCEEDED');
      await wakeWorkers(tx);
      await publishEvents(tx, [captureChanged(row)]);
      return 'queued' as const;
    })
    .catch((error: unknown) => {
      if (error instanceof Refused) return error.refusal;
      throw error;
    });
}

/** Undoes the transaction it is thrown in. */
class Refused extends Error {
  readonly refusal: CaptureRefusal;

  constructor(refusal: CaptureRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}
