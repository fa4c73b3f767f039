import type { Db, Prisma } from '@reprise/db';
import type { SessionRecord } from '../ports/session-store.ts';
import { liveStatuses } from '../sessions/transitions.ts';
import { sessionInclude, toSessionRecord } from './prisma-session-record.ts';

/** What one person keeps. Bytes. */
export interface PersonUsage {
  userId: string;
  name: string;
  email: string;
  clips: number;
  clipBytes: number;
  /** Of buffers that are still on a disk. */
  bufferBytes: number;
}

export interface PersonQuota {
  userId: string;
  name: string;
  email: string;
  quotaBytes: number;
  usedBytes: number;
  reservedBytes: number;
}

/** A worker as its last heartbeat described it. */
export interface NodeView {
  id: string;
  recorder: 'direct' | 'egress';
  version: string;
  capacity: number;
  recordings: number;
  heartbeatAt: Date;
}

/** A clip that may be deleted. */
export interface PrunableClip {
  id: string;
  userId: string;
  title: string;
  createdAt: Date;
  sizeBytes: number;
}

/** What operators ask; nothing of it is for members. */
export interface OperatorStore {
  /** Live ones first by start; `ended` adds the newest that are over. */
  listSessions(options: { ended: number }): Promise<SessionRecord[]>;
  /** Everybody who keeps something, most bytes first. */
  listUsage(): Promise<PersonUsage[]>;
  /** Everybody, fullest first; whoever has no quota of their own has `defaultQuotaBytes`. */
  listQuotas(defaultQuotaBytes: number): Promise<PersonQuota[]>;
  /** Clips made before an instant, oldest first. */
  listClipsBefore(createdBefore: Date, filter: { userId?: string; communityId?: string }, limit: number): Promise<PrunableClip[]>;
  listNodes(): Promise<NodeView[]>;
  /** The database's clock less ours, exact to half a round trip, ms; and the server's version. */
  askServer(): Promise<{ clockOffsetMs: number; version: string }>;
}

/** Answers operators from PostgreSQL. */
export function createPrismaOperatorStore(db: Db): OperatorStore {
  return {
    listSessions: async ({ ended }) => {
      const live = await db.egressSession.findMany({
        where: { status: { in: [...liveStatuses] } },
        include: sessionInclude,
        orderBy: { startedAt: 'asc' },
      });
      const over = await db.egressSession.findMany({
        where: { status: { notIn: [...liveStatuses] } },
        include: sessionInclude,
        orderBy: { startedAt: 'desc' },
        take: ended,
      });
      return [...live, ...over].map(toSessionRecord);
    },
    listUsage: () => listUsage(db),
    listQuotas: (defaultQuotaBytes) => listQuotas(db, defaultQuotaBytes),
    listClipsBefore: async (createdBefore, filter, limit) => {
      const where: Prisma.ReplayClipWhereInput = { createdAt: { lt: createdBefore }, ...filter };
      const rows = await db.replayClip.findMany({
        where,
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: limit,
        select: { id: true, userId: true, title: true, createdAt: true, files: { select: { size: true } } },
      });
      return rows.map(({ files, ...clip }) => ({ ...clip, sizeBytes: files.reduce((sum, file) => sum + Number(file.size), 0) }));
    },
    listNodes: async () => {
      const rows = await db.recorderNode.findMany({ orderBy: { startedAt: 'asc' } });
      return rows.map(({ id, recorder, version, capacity, recordings, heartbeatAt }) => ({
        id,
        recorder: recorder === 'DIRECT' ? 'direct' : 'egress',
        version,
        capacity,
        recordings,
        heartbeatAt,
      }));
    },
    askServer: async () => {
      const sentAt = Date.now();
      const [row] = await db.$queryRaw<Array<{ at: number; version: string }>>`
        SELECT (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS at, current_setting('server_version') AS version`;
      const middle = (sentAt + Date.now()) / 2;
      return { clockOffsetMs: (row?.at ?? middle) - middle, version: row?.version ?? 'unknown' };
    },
  };
}

async function listUsage(db: Db): Promise<PersonUsage[]> {
  const rows = await db.$queryRaw<
    Array<Omit<PersonUsage, 'clips' | 'clipBytes' | 'bufferBytes'> & Record<'clips' | 'clipBytes' | 'bufferBytes', bigint>>
  >`
    SELECT u.id AS "userId", u.name, u.email, COALESCE(f.clips, 0)::bigint AS clips, COALESCE(f.bytes, 0)::bigint AS "clipBytes",
           COALESCE(s.bytes, 0)::bigint AS "bufferBytes"
    FROM "user" u
    LEFT JOIN (SELECT "uploadedById", COUNT(DISTINCT "resourceId") AS clips, SUM(size) AS bytes FROM file GROUP BY 1) f ON f."uploadedById" = u.id
    LEFT JOIN (SELECT "userId", SUM("bufferBytes") AS bytes FROM egress_session WHERE "bufferDeletedAt" IS NULL GROUP BY 1) s ON s."userId" = u.id
    WHERE f.clips > 0 OR s.bytes > 0
    ORDER BY COALESCE(f.bytes, 0) + COALESCE(s.bytes, 0) DESC, u.id`;
  return rows.map((row) => ({
    ...row,
    clips: Number(row.clips),
    clipBytes: Number(row.clipBytes),
    bufferBytes: Number(row.bufferBytes),
  }));
}

async function listQuotas(db: Db, defaultQuotaBytes: number): Promise<PersonQuota[]> {
  const people = await db.user.findMany({ select: { id: true, name: true, email: true, quota: true } });
  const quotas = people.map(({ id, name, email, quota }) => ({
    userId: id,
    name,
    email,
    quotaBytes: quota ? Number(quota.quotaBytes) : defaultQuotaBytes,
    usedBytes: Number(quota?.usedBytes ?? 0n),
    reservedBytes: Number(quota?.reservedBytes ?? 0n),
  }));
  return quotas.sort((a, b) => shareOfQuota(b) - shareOfQuota(a) || a.userId.localeCompare(b.userId));
}

/** How much of a quota is taken, reservations included: 0..1, more when it was lowered below what is used. */
export function shareOfQuota({ quotaBytes, usedBytes, reservedBytes }: Omit<PersonQuota, 'userId' | 'name' | 'email'>): number {
  const taken = usedBytes + reservedBytes;
  if (quotaBytes > 0) return taken / quotaBytes;
  return taken > 0 ? Number.POSITIVE_INFINITY : 0;
}
