import { type Db, type DbTransaction, Prisma } from '@reprise/db';
import type { MessageRecord, MessageStore } from '../ports/message-store.ts';
import { messageChanged } from './library-events.ts';
import { clipInclude, toClipRecord } from './prisma-clip-record.ts';
import { publishEvents } from './prisma-live-events.ts';

const messageInclude = {
  author: { select: { name: true } },
  channel: { select: { communityId: true } },
  clip: { include: clipInclude },
} satisfies Prisma.MessageInclude;
type MessageRow = Prisma.MessageGetPayload<{ include: typeof messageInclude }>;

/** Messages in PostgreSQL. */
export function createPrismaMessageStore(db: Db): MessageStore {
  return {
    find: async (messageId) => {
      const row = await db.message.findUnique({ where: { id: messageId }, include: messageInclude });
      return row && toMessageRecord(row);
    },
    list: async (channelId, { limit, before }) => {
      const rows = await db.message.findMany({
        where: {
          channelId,
          // The first condition bounds the index scan, the second cuts between messages of one millisecond.
          ...(before && {
            createdAt: { lte: before.createdAt },
            OR: [{ createdAt: { lt: before.createdAt } }, { id: { lt: before.id } }],
          }),
        },
        include: messageInclude,
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit,
      });
      return rows.map(toMessageRecord);
    },
    listAfter: (channelId, { createdAt, id }, limit) =>
      db.message.findMany({
        where: { channelId, createdAt: { gte: createdAt }, OR: [{ createdAt: { gt: createdAt } }, { id: { gt: id } }] },
        select: { id: true, createdAt: true },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: limit,
      }),
    listWithClip: async (clipId) => {
      const channel = { select: { name: true, community: { select: { name: true } } } };
      const rows = await db.message.findMany({ where: { clipId }, include: { channel }, orderBy: { createdAt: 'desc' } });
      return rows.map((row) => ({
        messageId: row.id,
        channelId: row.channelId,
        channelName: row.channel.name,
        communityName: row.channel.community.name,
        sharedAt: row.createdAt,
      }));
    },
    post: ({ clipId, ...message }) =>
      db
        .$transaction(async (tx) => {
          const data = { ...message, ...(clipId !== undefined && { clipId, hadClip: true }) };
          const row = await tx.message.create({ data, include: messageInclude });
          if (clipId !== undefined) await auditShare(tx, row, 'clip.share', message.authorId, clipId);
          await publishEvents(tx, [messageChanged(row, 'posted')]);
          return toMessageRecord(row);
        })
        .catch((error: unknown) => {
          if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003') return null;
          throw error;
        }),
    delete: (messageId, actorId) => db.$transaction(async (tx) => (await removeMessages(tx, { id: messageId }, actorId)) > 0),
    deleteWithClip: (channelId, clipId, actorId) => db.$transaction((tx) => removeMessages(tx, { channelId, clipId }, actorId)),
  };
}

async function removeMessages(tx: DbTransaction, where: Prisma.MessageWhereInput, actorId: string): Promise<number> {
  const rows = await tx.message.findMany({ where, include: messageInclude });
  const { count } = await tx.message.deleteMany({ where: { id: { in: rows.map((row) => row.id) } } });
  if (count === 0) return 0;
  for (const row of rows) {
    if (row.clipId !== null) await auditShare(tx, row, 'clip.unshare', actorId, row.clipId);
    else if (row.authorId !== actorId) await auditDelete(tx, row, actorId);
  }
  await publishEvents(
    tx,
    rows.map((row) => messageChanged(row, 'deleted')),
  );
  return count;
}

async function auditShare(tx: DbTransaction, row: MessageRow, action: string, actorId: string, clipId: string): Promise<void> {
  const { communityId } = row.channel;
  await tx.auditEvent.create({ data: { actorId, communityId, action, details: { clipId, channelId: row.channelId, messageId: row.id } } });
}

async function auditDelete(tx: DbTransaction, row: MessageRow, actorId: string): Promise<void> {
  const details = { messageId: row.id, channelId: row.channelId, authorId: row.authorId };
  await tx.auditEvent.create({ data: { actorId, communityId: row.channel.communityId, action: 'message.delete', details } });
}

function toMessageRecord({ author, channel, clip, ...row }: MessageRow): MessageRecord {
  const { id, channelId, authorId, text, hadClip, createdAt } = row;
  return {
    id,
    channelId,
    communityId: channel.communityId,
    authorId,
    authorName: author.name,
    text,
    hadClip,
    createdAt,
    clip: clip && toClipRecord(clip),
  };
}
