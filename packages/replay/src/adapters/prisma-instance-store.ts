import type { Db, Prisma } from '@reprise/db';
import type { OperationStore, PageOf } from '../ports/operation-store.ts';
import { nodeHealthSchema, type RecorderNodeView } from '../schemas/operation-schemas.ts';
import { capturableStatuses, isOneOf, runningStatuses } from '../sessions/transitions.ts';
import { findChannelNames } from './find-channel-names.ts';
import { recorders } from './prisma-enums.ts';
import { toQuota } from './prisma-quota-store.ts';
import { NODE_TIMEOUT_SECONDS } from './prisma-storage-reports.ts';

type InstanceStore = Pick<OperationStore, 'listAccounts' | 'listCommunities' | 'getOverview' | 'listFailedCaptures'>;

const after = ({ limit, cursor }: PageOf) => ({ take: limit, ...(cursor !== undefined && { cursor: { id: cursor }, skip: 1 }) });
const contains = (search: string): Prisma.StringFilter => ({ contains: search, mode: 'insensitive' });

/** The whole instance, from PostgreSQL. */
export function createPrismaInstanceStore(db: Db): InstanceStore {
  return {
    listAccounts: async ({ search, ...page }, defaultQuotaBytes) => {
      const rows = await db.user.findMany({
        where: search === '' ? {} : { OR: [{ name: contains(search) }, { email: contains(search) }] },
        include: { quota: true, _count: { select: { clips: true } } },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        ...after(page),
      });
      const unset = { quotaBytes: BigInt(defaultQuotaBytes), usedBytes: 0n, reservedBytes: 0n };
      return rows.map(({ id, name, email, role, createdAt, quota, _count }) => ({
        id,
        name,
        email,
        isInstanceAdmin: role === 'admin',
        createdAt: createdAt.toISOString(),
        clips: _count.clips,
        ...toQuota(quota ?? unset),
      }));
    },
    listCommunities: async ({ search, ...page }) => {
      const rows = await db.community.findMany({
        where: search === '' ? {} : { name: contains(search) },
        include: {
          config: { select: { enabled: true, maxConcurrent: true } },
          _count: { select: { members: true, clips: true, sessions: { where: { status: { in: [...runningStatuses] } } } } },
        },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        ...after(page),
      });
      const bytes = await sumClipBytes(
        db,
        rows.map((row) => row.id),
      );
      return rows.map(({ id, name, createdAt, config, _count }) => ({
        id,
        name,
        createdAt: createdAt.toISOString(),
        members: _count.members,
        clips: _count.clips,
        clipBytes: bytes.get(id) ?? 0,
        running: _count.sessions,
        // A community without a row has the defaults of the schema.
        maxConcurrent: config?.maxConcurrent ?? 5,
        enabled: config?.enabled ?? true,
      }));
    },
    getOverview: async () => {
      const [nodes, people, communities, clips, files, buffers, quotas] = await Promise.all([
        db.recorderNode.findMany({ orderBy: { id: 'asc' } }),
        db.user.count(),
        db.community.count(),
        db.replayClip.count(),
        db.file.aggregate({ _sum: { size: true } }),
        db.egressSession.aggregate({ where: { bufferDeletedAt: null }, _sum: { bufferBytes: true } }),
        db.userReplayQuota.aggregate({ _sum: { reservedBytes: true } }),
      ]);
      return {
        nodes: nodes.map(toNodeView),
        people,
        communities,
        clips,
        clipBytes: Number(files._sum.size ?? 0n),
        bufferBytes: Number(buffers._sum.bufferBytes ?? 0n),
        reservedBytes: Number(quotas._sum.reservedBytes ?? 0n),
      };
    },
    listFailedCaptures: async (page) => {
      const rows = await db.capture.findMany({
        where: { status: 'failed' },
        include: {
          user: { select: { name: true } },
          community: { select: { name: true } },
          session: { select: { roomName: true, status: true } },
        },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        ...after(page),
      });
      const sessions = rows.flatMap(({ session }) => session ?? []);
      const channels = await findChannelNames(db, sessions);
      const trimmed = rows.flatMap(({ sourceClipId }) => sourceClipId ?? []);
      const sources = await db.replayClip.findMany({ where: { id: { in: trimmed } }, select: { id: true } });
      const sourceIds = new Set(sources.map(({ id }) => id));
      return rows.map(({ id, userId, user, community, session, errorCode, errorMessage, attempts, ...row }) => ({
        id,
        userId,
        username: user.name,
        communityName: community?.name ?? null,
        channelName: channels.get(session?.roomName ?? '') ?? null,
        errorCode,
        errorMessage,
        attempts,
        requestedSeconds: (row.requestedEnd.getTime() - row.requestedStart.getTime()) / 1000,
        createdAt: row.createdAt.toISOString(),
        // A trim has no session: it is cut from a clip of its owner, if that is still there.
        canRetry: session === null ? sourceIds.has(row.sourceClipId ?? '') : isOneOf(session.status, capturableStatuses),
      }));
    },
  };
}

async function sumClipBytes(db: Db, communityIds: string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<Array<{ communityId: string; bytes: bigint }>>`
    SELECT c."communityId" AS "communityId", sum(f.size)::bigint AS bytes
    FROM replay_clip c JOIN file f ON f."resourceId" = c.id
    WHERE c."communityId" = ANY(${communityIds}) GROUP BY 1`;
  return new Map(rows.map(({ communityId, bytes }) => [communityId, Number(bytes)]));
}

function toNodeView(row: Prisma.RecorderNodeGetPayload<object>): RecorderNodeView {
  const { id, capacity, recordings, version, draining, startedAt, heartbeatAt } = row;
  return {
    id,
    recorder: recorders[row.recorder],
    capacity,
    recordings,
    version,
    draining,
    isAlive: Date.now() - heartbeatAt.getTime() < NODE_TIMEOUT_SECONDS * 1000,
    startedAt: startedAt.toISOString(),
    heartbeatAt: heartbeatAt.toISOString(),
    // A worker of another version may tell other things, or nothing.
    health: nodeHealthSchema.catch({}).parse(row.health ?? {}),
  };
}
