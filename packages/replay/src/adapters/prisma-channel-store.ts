import type { Channel, Db, DbTransaction, Prisma } from '@reprise/db';
import type { CommunityStore } from '../ports/community-store.ts';
import type { ChannelView } from '../schemas/community-schemas.ts';
import { liveStatuses } from '../sessions/transitions.ts';
import { communityChanged } from './community-events.ts';
import { isUniqueViolation } from './prisma-capture-store.ts';
import { publishEvents } from './prisma-live-events.ts';

type ChannelStore = Pick<
  CommunityStore,
  | 'listChannels'
  | 'findChannel'
  | 'createChannel'
  | 'patchChannel'
  | 'deleteChannel'
  | 'listChannelMembers'
  | 'addChannelMember'
  | 'removeChannelMember'
>;

/** Channels in PostgreSQL, as admins manage them. */
export function createPrismaChannelStore(db: Db): ChannelStore {
  return {
    listChannels: async (communityId) =>
      (await db.channel.findMany({ where: { communityId }, orderBy: [{ position: 'asc' }, { name: 'asc' }] })).map(toChannelView),
    findChannel: async (channelId) => {
      const row = await db.channel.findUnique({ where: { id: channelId } });
      return row && toChannelView(row);
    },
    createChannel: (channel, actorId) =>
      db
        .$transaction(async (tx) => {
          const position = await tx.channel.count({ where: { communityId: channel.communityId } });
          const row = await tx.channel.create({ data: { ...channel, position } });
          await noteChange(tx, actorId, row, 'channel.create', { name: row.name, kind: row.kind, isPrivate: row.isPrivate });
          return toChannelView(row);
        })
        .catch((error: unknown) => {
          if (isUniqueViolation(error)) return null;
          throw error;
        }),
    patchChannel: (channelId, { name, isPrivate }, actorId) =>
      db
        .$transaction(async (tx) => {
          const data = { ...(name !== undefined && { name }), ...(isPrivate !== undefined && { isPrivate }) };
          const [row] = await tx.channel.updateManyAndReturn({ where: { id: channelId }, data });
          if (!row) return 'gone' as const;
          await noteChange(tx, actorId, row, 'channel.change', data);
          return toChannelView(row);
        })
        .catch((error: unknown) => {
          if (isUniqueViolation(error)) return 'name-taken' as const;
          throw error;
        }),
    deleteChannel: (channelId, actorId) =>
      db.$transaction(async (tx) => {
        const running = await tx.egressSession.count({ where: { roomName: channelId, status: { in: [...liveStatuses] } } });
        if (running > 0) return 'in-use';
        const row = await tx.channel.findUnique({ where: { id: channelId } });
        if (!row) return 'gone';
        await tx.channel.delete({ where: { id: channelId } });
        await noteChange(tx, actorId, row, 'channel.delete', { name: row.name, kind: row.kind });
        return 'deleted';
      }),
    listChannelMembers: async (channelId) => {
      const rows = await db.channelMember.findMany({
        where: { channelId },
        include: { user: { select: { name: true } } },
        orderBy: { userId: 'asc' },
      });
      return rows.map(({ userId, user }) => ({ userId, name: user.name }));
    },
    addChannelMember: (channel, userId, actorId) =>
      db.$transaction(async (tx) => {
        const { communityId } = channel;
        const isMember = (await tx.communityMember.count({ where: { communityId, userId } })) > 0;
        if (!isMember) return false;
        const { count } = await tx.channelMember.createMany({ data: { channelId: channel.id, userId }, skipDuplicates: true });
        if (count > 0) await noteChange(tx, actorId, channel, 'channel.member.add', { userId });
        return true;
      }),
    removeChannelMember: (channel, userId, actorId) =>
      db.$transaction(async (tx) => {
        const { count } = await tx.channelMember.deleteMany({ where: { channelId: channel.id, userId } });
        if (count > 0) await noteChange(tx, actorId, channel, 'channel.member.remove', { userId });
      }),
  };
}

/** Writes what somebody did into the audit trail and tells the community; the last thing a transaction does. */
async function noteChange(
  tx: DbTransaction,
  actorId: string,
  channel: { id: string; communityId: string },
  action: string,
  details: Prisma.InputJsonObject,
): Promise<void> {
  const { id: channelId, communityId } = channel;
  await tx.auditEvent.create({ data: { actorId, communityId, action, details: { channelId, ...details } } });
  await publishEvents(tx, communityChanged(communityId, 'channels'));
}

function toChannelView({ id, communityId, name, kind, isPrivate }: Channel): ChannelView {
  return { id, communityId, name, kind, isPrivate };
}
