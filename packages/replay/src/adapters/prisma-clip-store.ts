import type { Db, Prisma } from '@reprise/db';
import type { ClipListPage, ClipStore } from '../ports/clip-store.ts';
import { clipChanged, messageChanged } from './library-events.ts';
import { clipInclude, isRenditionComing, toClipFile, toClipRecord } from './prisma-clip-record.ts';
import { publishEvents } from './prisma-live-events.ts';
import { takeExportReservation } from './prisma-export-store.ts';
import { releaseBytes } from './prisma-quota-store.ts';
import { takeReservation } from './prisma-rendition-store.ts';
import { setPoster } from './prisma-set-poster.ts';

/** Clips in PostgreSQL. */
export function createPrismaClipStore(db: Db): ClipStore {
  return {
    find: async (clipId) => {
      const row = await db.replayClip.findUnique({ where: { id: clipId }, include: clipInclude });
      return row && toClipRecord(row);
    },
    list: async (userId, { limit, offset, sort = 'newest', ...chosen }) => {
      const where = whereOf(userId, chosen);
      const orderBy = orders[sort];
      // The ids first: what is skipped is then read from the index alone, however far down the page is.
      const [page, total] = await Promise.all([
        db.replayClip.findMany({ where, select: { id: true }, orderBy: [...orderBy], skip: offset, take: limit }),
        db.replayClip.count({ where }),
      ]);
      const ids = page.map((row) => row.id);
      const rows = await db.replayClip.findMany({ where: { id: { in: ids } }, include: clipInclude, orderBy: [...orderBy] });
      return { clips: rows.map(toClipRecord), total };
    },
    rename: (clipId, title) =>
      db.$transaction(async (tx) => {
        await tx.replayClip.updateMany({ where: { id: clipId }, data: { title } });
        const row = await tx.replayClip.findUnique({ where: { id: clipId }, include: clipInclude });
        if (row) await publishEvents(tx, [clipChanged(row)]);
        return row && toClipRecord(row);
      }),
    delete: (clipId) => deleteClip(db, clipId),
    setPoster: (clipId, poster) => setPoster(db, clipId, poster),
    findFile: async (fileId) => {
      const clip = { select: { userId: true, title: true, renditionAttempts: true, files: { select: { purpose: true } } } };
      const row = await db.file.findUnique({ where: { id: fileId }, include: { clip } });
      if (!row) return null;
      const { userId: ownerId, title } = row.clip;
      return { file: toClipFile(row), clipId: row.resourceId, ownerId, title, isRenditionComing: isRenditionComing(row.clip) };
    },
    listChannelsWithClip: async (clipId) => {
      const rows = await db.message.findMany({ where: { clipId }, select: { channelId: true }, distinct: ['channelId'] });
      return rows.map((row) => row.channelId);
    },
  };
}

const orders = {
  newest: [{ createdAt: 'desc' }, { id: 'desc' }],
  oldest: [{ createdAt: 'asc' }, { id: 'asc' }],
  longest: [{ durationSeconds: 'desc' }, { id: 'desc' }],
  largest: [{ sizeBytes: 'desc' }, { id: 'desc' }],
} as const satisfies Record<NonNullable<ClipListPage['sort']>, readonly Prisma.ReplayClipOrderByWithRelationInput[]>;

function whereOf(userId: string, { communityId, search, from, until }: Omit<ClipListPage, 'limit' | 'offset' | 'sort'>) {
  return {
    userId,
    ...(communityId !== undefined && { communityId }),
    ...(search !== undefined && { title: { contains: escapeLike(search), mode: 'insensitive' } }),
    ...((from !== undefined || until !== undefined) && {
      createdAt: { ...(from !== undefined && { gte: from }), ...(until !== undefined && { lt: until }) },
    }),
  } satisfies Prisma.ReplayClipWhereInput;
}

/** What is looked for is text: none of it is a pattern. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function deleteClip(db: Db, clipId: string): ReturnType<ClipStore['delete']> {
  return db.$transaction(async (tx) => {
    // A rendition may just be added: its row and ours take turns.
    const locked = await tx.$queryRaw<unknown[]>`SELECT 1 FROM replay_clip WHERE id = ${clipId} FOR UPDATE`;
    if (locked.length === 0) return null;
    const reserved = (await takeReservation(tx, clipId)) + (await takeExportReservation(tx, clipId));
    const messages = await tx.message.findMany({ where: { clipId }, select: { id: true, channelId: true } });
    const clip = await tx.replayClip.delete({ where: { id: clipId }, include: clipInclude });
    const freed = clip.files.reduce((sum, file) => sum + file.size, 0n);
    const quota = await releaseBytes(tx, clip.userId, reserved, freed);
    const { userId: actorId, communityId } = clip;
    await tx.auditEvent.create({ data: { actorId, communityId, action: 'clip.delete', details: { clipId, freedBytes: Number(freed) } } });
    await publishEvents(tx, [clipChanged(clip), ...messages.map((message) => messageChanged(message, 'clip-deleted'))]);
    const remaining = quota.quotaBytes - quota.usedBytes - quota.reservedBytes;
    return { files: clip.files.map(toClipFile), freedBytes: Number(freed), remainingQuotaBytes: Math.max(0, Number(remaining)) };
  });
}
