import type { Db, Prisma } from '@reprise/db';
import type { AccessStore, ChannelAccess, Membership } from '../ports/access-store.ts';
import { permissions, qualities, whoMayCapture } from './prisma-enums.ts';

const membershipInclude = { role: true, community: { select: { name: true, config: true } } } satisfies Prisma.CommunityMemberInclude;
type MembershipRow = Prisma.CommunityMemberGetPayload<{ include: typeof membershipInclude }>;

const channelInclude = (userId: string) =>
  ({
    members: { where: { userId } },
    community: { include: { config: true, members: { where: { userId }, include: membershipInclude } } },
  }) satisfies Prisma.ChannelInclude;
type ChannelRow = Prisma.ChannelGetPayload<{ include: ReturnType<typeof channelInclude> }>;

/** Who is what where, from PostgreSQL. */
export function createPrismaAccessStore(db: Db): AccessStore {
  return {
    findPerson: (userId) => db.user.findUnique({ where: { id: userId }, select: { id: true, name: true, email: true } }),
    findChannel: async (channelId, userId) => {
      const row = await db.channel.findUnique({ where: { id: channelId }, include: channelInclude(userId) });
      return row && toChannelAccess(row);
    },
    listChannels: async (userId) => {
      const rows = await db.channel.findMany({
        where: { community: { members: { some: { userId } } } },
        include: channelInclude(userId),
        orderBy: [{ communityId: 'asc' }, { position: 'asc' }, { name: 'asc' }],
      });
      return rows.map(toChannelAccess);
    },
    findMembership: async (communityId, userId) => {
      const row = await db.communityMember.findUnique({
        where: { communityId_userId: { communityId, userId } },
        include: membershipInclude,
      });
      return row && toMembership(row);
    },
    listMemberships: async (userId) => {
      const rows = await db.communityMember.findMany({ where: { userId }, include: membershipInclude, orderBy: { joinedAt: 'asc' } });
      return rows.map((row) => ({
        ...toMembership(row),
        whoMayCapture: whoMayCapture[row.community.config?.whoMayCapture ?? 'SHARER'],
        replay: { enabled: row.community.config?.enabled ?? true, maxConcurrent: row.community.config?.maxConcurrent ?? 5 },
      }));
    },
    communityExists: async (communityId) => (await db.community.count({ where: { id: communityId } })) > 0,
  };
}

function toMembership(row: MembershipRow): Membership {
  return {
    communityId: row.communityId,
    communityName: row.community.name,
    roleName: row.role.name,
    permissions: row.role.permissions.map((permission) => permissions[permission]),
  };
}

function toChannelAccess(row: ChannelRow): ChannelAccess {
  const { config } = row.community;
  const [member] = row.community.members;
  return {
    channel: { id: row.id, name: row.name, kind: row.kind, isPrivate: row.isPrivate },
    community: { id: row.community.id, name: row.community.name },
    // A community without a row has the defaults of the schema.
    rules: {
      enabled: config?.enabled ?? true,
      defaultQuality: qualities[config?.defaultQuality ?? 'Q1080P'],
      allowedQualities: (config?.allowedQualities ?? (['Q720P', 'Q1080P', 'Q1440P'] as const)).map((quality) => qualities[quality]),
      whoMayCapture: whoMayCapture[config?.whoMayCapture ?? 'SHARER'],
      startAutomatically: config?.startAutomatically ?? false,
      longestClipSeconds: config?.longestClipSeconds ?? 3600,
    },
    membership: member ? toMembership(member) : null,
    isChannelMember: row.members.length > 0,
  };
}
