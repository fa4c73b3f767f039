import type { Db } from '@reprise/db';
import type { OperationStore } from '../ports/operation-store.ts';
import type { RunningSession } from '../schemas/operation-schemas.ts';
import { liveStatuses } from '../sessions/transitions.ts';
import { findChannelNames } from './find-channel-names.ts';
import { qualities } from './prisma-enums.ts';
import { createPrismaInstanceStore } from './prisma-instance-store.ts';

/** More would be no list that anybody reads. */
const LISTED = 200;

/** What those who run communities and the instance look at, from PostgreSQL. */
export function createPrismaOperationStore(db: Db): OperationStore {
  return {
    ...createPrismaInstanceStore(db),
    listRunning: async (communityId) => {
      const rows = await db.egressSession.findMany({
        where: { status: { in: [...liveStatuses] }, ...(communityId !== undefined && { communityId }) },
        include: { user: { select: { name: true } }, community: { select: { name: true } } },
        orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
        take: LISTED,
      });
      const channels = await findChannelNames(db, rows);
      return rows.map(
        (row): RunningSession => ({
          id: row.id,
          userId: row.userId,
          username: row.user.name,
          roomName: row.roomName,
          channelName: channels.get(row.roomName) ?? null,
          communityName: row.community?.name ?? null,
          quality: qualities[row.quality],
          status: row.status,
          startedAt: row.startedAt.toISOString(),
          bufferedSeconds: row.bufferedFrom && row.bufferedTo ? (row.bufferedTo.getTime() - row.bufferedFrom.getTime()) / 1000 : 0,
          bufferBytes: Number(row.bufferBytes),
          bitrateBps: row.bitrateBps,
          nodeId: row.nodeId,
        }),
      );
    },
    listUsage: async (communityId, since) => {
      const rows = await db.$queryRaw<Array<{ day: string; clips: bigint; bytes: bigint }>>`
        SELECT to_char(c."createdAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(DISTINCT c.id) AS clips,
          coalesce(sum(f.size), 0)::bigint AS bytes
        FROM replay_clip c LEFT JOIN file f ON f."resourceId" = c.id
        WHERE c."communityId" = ${communityId} AND c."createdAt" >= ${since}
        GROUP BY 1 ORDER BY 1`;
      return rows.map(({ day, clips, bytes }) => ({ day, clips: Number(clips), bytes: Number(bytes) }));
    },
    sumUsage: async (communityId) => {
      const clips = await db.replayClip.count({ where: { communityId } });
      const files = await db.file.aggregate({ where: { clip: { communityId } }, _sum: { size: true } });
      return { clips, bytes: Number(files._sum.size ?? 0n) };
    },
  };
}
