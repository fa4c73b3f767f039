import { randomUUID } from 'node:crypto';
import type { CommunityRole, Db, DbTransaction, Prisma } from '@reprise/db';
import { defaultRolePermissions } from '../access/permissions.ts';
import type { CommunityStore } from '../ports/community-store.ts';
import type { RoleView } from '../schemas/community-schemas.ts';
import type { LiveEvent } from '../schemas/event-schemas.ts';
import { communityChanged } from './community-events.ts';
import { createPrismaChannelStore } from './prisma-channel-store.ts';
import { permissionRows, permissions as permissionNames } from './prisma-enums.ts';
import { publishEvents, wakeWorkers } from './prisma-live-events.ts';
import { sessionChanged } from './prisma-session-record.ts';

/** Communities in PostgreSQL. */
export function createPrismaCommunityStore(db: Db): CommunityStore {
  return {
    ...createPrismaChannelStore(db),
    create: (name, actorId) => db.$transaction((tx) => createCommunity(tx, name, actorId)),
    rename: (communityId, name, actorId) =>
      db.$transaction(async (tx) => {
        await lockCommunity(tx, communityId);
        const before = await tx.community.findUniqueOrThrow({ where: { id: communityId } });
        await tx.community.update({ where: { id: communityId }, data: { name } });
        await audit(tx, actorId, communityId, 'community.rename', { changes: [{ field: 'name', from: before.name, to: name }] });
        await publishEvents(tx, communityChanged(communityId, 'name'));
        return { id: communityId, name };
      }),
    find: (communityId) => db.community.findUnique({ where: { id: communityId }, select: { id: true, name: true } }),
    getInvite: async (communityId) => (await db.community.findUniqueOrThrow({ where: { id: communityId } })).inviteCode,
    resetInvite: (communityId, actorId) =>
      db.$transaction(async (tx) => {
        const { inviteCode } = await tx.community.update({ where: { id: communityId }, data: { inviteCode: randomUUID() } });
        await audit(tx, actorId, communityId, 'invite.reset', {});
        return inviteCode;
      }),
    remove: (communityId, userId, actorId) => db.$transaction((tx) => removeMember(tx, communityId, userId, actorId)),
    listRoles: async (communityId) =>
      (await db.communityRole.findMany({ where: { communityId }, orderBy: { name: 'asc' } })).map(toRoleView),
    setPermissions: (communityId, roleId, permissions, actorId) =>
      db.$transaction(async (tx) => {
        const data = { permissions: permissions.map((permission) => permissionRows[permission]) };
        const [role] = await tx.communityRole.updateManyAndReturn({ where: { id: roleId, communityId }, data });
        if (!role) return null;
        await audit(tx, actorId, communityId, 'role.permissions', { role: role.name, permissions });
        await publishEvents(tx, communityChanged(communityId, 'roles'));
        return toRoleView(role);
      }),
    listMembers: async (communityId, { limit, after, search }) => {
      const rows = await db.communityMember.findMany({
        where: {
          communityId,
          ...(after !== undefined && { userId: { gt: after } }),
          ...(search !== '' && { user: { name: { contains: search, mode: 'insensitive' as const } } }),
        },
        include: { user: { select: { name: true } }, role: { select: { name: true } } },
        orderBy: { userId: 'asc' },
        take: limit,
      });
      return rows.map(({ userId, user, role, joinedAt }) => ({
        userId,
        name: user.name,
        role: role.name,
        joinedAt: joinedAt.toISOString(),
      }));
    },
    setRole: (communityId, userId, roleId, actorId) =>
      db.$transaction(async (tx) => {
        await lockCommunity(tx, communityId);
        const role = await tx.communityRole.findUnique({ where: { id: roleId, communityId } });
        if (!role) return 'no-role';
        const member = await findMember(tx, communityId, userId);
        if (!member) return 'no-member';
        if (role.name !== 'admin' && (await isLastAdmin(tx, communityId, member))) return 'last-admin';
        await tx.communityMember.update({ where: { communityId_userId: { communityId, userId } }, data: { roleId } });
        await audit(tx, actorId, communityId, 'member.role', { userId, role: role.name });
        await publishEvents(tx, communityChanged(communityId, 'members', [userId]));
        return 'set';
      }),
  };
}

/** Writes what somebody did into the audit trail. */
async function audit(
  tx: DbTransaction,
  actorId: string,
  communityId: string,
  action: string,
  details: Prisma.InputJsonObject,
): Promise<void> {
  await tx.auditEvent.create({ data: { actorId, communityId, action, details } });
}

async function createCommunity(tx: DbTransaction, name: string, actorId: string): Promise<{ id: string; name: string }> {
  const { id } = await tx.community.create({ data: { name, config: { create: {} } } });
  for (const role of ['member', 'moderator', 'admin'] as const) {
    const permissions = defaultRolePermissions[role].map((permission) => permissionRows[permission]);
    const { id: roleId } = await tx.communityRole.create({ data: { communityId: id, name: role, permissions } });
    if (role === 'admin') await tx.communityMember.create({ data: { communityId: id, userId: actorId, roleId } });
  }
  await tx.channel.createMany({
    data: [
      { communityId: id, kind: 'VOICE', name: 'Lounge', position: 0 },
      { communityId: id, kind: 'TEXT', name: 'general', position: 1 },
    ],
  });
  await audit(tx, actorId, id, 'community.create', { name });
  return { id, name };
}

async function removeMember(
  tx: DbTransaction,
  communityId: string,
  userId: string,
  actorId: string,
): Promise<'removed' | 'no-member' | 'last-admin'> {
  await lockCommunity(tx, communityId);
  const member = await findMember(tx, communityId, userId);
  if (!member) return 'no-member';
  if (await isLastAdmin(tx, communityId, member)) return 'last-admin';
  await tx.communityMember.delete({ where: { communityId_userId: { communityId, userId } } });
  await tx.channelMember.deleteMany({ where: { userId, channel: { communityId } } });
  await audit(tx, actorId, communityId, actorId === userId ? 'community.leave' : 'member.remove', { userId });
  const stopping = await stopSessions(tx, communityId, userId);
  await publishEvents(tx, [...stopping, ...communityChanged(communityId, 'members', [userId])]);
  return 'removed';
}

/** Whoever is out records there no longer, and is told: the room's events do not reach them any more. */
async function stopSessions(tx: DbTransaction, communityId: string, userId: string): Promise<LiveEvent[]> {
  const reason = 'The sharer is no longer a member of the community';
  const stopping = await tx.egressSession.updateManyAndReturn({
    where: { communityId, userId, status: { in: ['starting', 'active'] } },
    data: { status: 'stopping', reason },
  });
  const ending = await tx.egressSession.updateManyAndReturn({
    where: { communityId, userId, status: 'grace' },
    data: { graceUntil: new Date(), reason },
  });
  await wakeWorkers(tx);
  const events = [...stopping, ...ending].map(sessionChanged);
  return [...events, ...events.map((event) => ({ ...event, topic: `user:${userId}` }))];
}

/** Changes of admins take turns, so that two cannot leave each other as the last one. */
async function lockCommunity(tx: DbTransaction, communityId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM community WHERE id = ${communityId} FOR UPDATE`;
}

function findMember(tx: DbTransaction, communityId: string, userId: string) {
  return tx.communityMember.findUnique({
    where: { communityId_userId: { communityId, userId } },
    include: { role: { select: { name: true } } },
  });
}

async function isLastAdmin(tx: DbTransaction, communityId: string, member: { role: { name: string } }): Promise<boolean> {
  if (member.role.name !== 'admin') return false;
  return (await tx.communityMember.count({ where: { communityId, role: { name: 'admin' } } })) === 1;
}

function toRoleView({ id, name, permissions }: CommunityRole): RoleView {
  return { id, name, permissions: permissions.map((permission) => permissionNames[permission]) };
}
