import { randomBytes } from 'node:crypto';
import type { Db, DbTransaction, Prisma } from '@reprise/db';
import { inviteEnd } from '../communities/invite-end.ts';
import type { InviteStore } from '../ports/invite-store.ts';
import type { InviteEnd, InviteLink } from '../schemas/invite-schemas.ts';
import { communityChanged } from './community-events.ts';
import { publishEvents } from './prisma-live-events.ts';

/** 72 bits: nobody guesses one, and it is still short enough to read out. */
const CODE_BYTES = 9;
/** Links that ended are listed for so long. */
const ENDED_SHOWN_MS = 30 * 86_400_000;
const LISTED = 100;

const inviteInclude = { createdBy: { select: { name: true } } } satisfies Prisma.CommunityInviteInclude;
type InviteRow = Prisma.CommunityInviteGetPayload<{ include: typeof inviteInclude }>;

/** Links into communities, in PostgreSQL. */
export function createPrismaInviteStore(db: Db): InviteStore {
  return {
    find: async (code) => {
      const lasting = await db.community.findUnique({ where: { inviteCode: code }, select: { id: true, name: true } });
      if (lasting) return { communityId: lasting.id, name: lasting.name, ended: null };
      const row = await db.communityInvite.findUnique({ where: { code }, include: { community: { select: { name: true } } } });
      return row && { communityId: row.communityId, name: row.community.name, ended: inviteEnd(row, new Date()) };
    },
    join: (code, userId) => db.$transaction((tx) => join(tx, code, userId)),
    list: async (communityId) => {
      const now = new Date();
      const rows = await db.communityInvite.findMany({
        where: { communityId, createdAt: { gt: new Date(now.getTime() - 366 * 86_400_000) } },
        include: inviteInclude,
        orderBy: { createdAt: 'desc' },
        take: LISTED,
      });
      return rows.map((row) => toLink(row, now)).filter((link, index) => link.ended === null || isFresh(rows[index], now));
    },
    create: ({ communityId, expiresInMinutes, maxUses }, actorId) =>
      db.$transaction(async (tx) => {
        const row = await tx.communityInvite.create({
          data: {
            code: randomBytes(CODE_BYTES).toString('base64url'),
            communityId,
            createdById: actorId,
            expiresAt: expiresInMinutes === null ? null : new Date(Date.now() + expiresInMinutes * 60_000),
            maxUses,
          },
          include: inviteInclude,
        });
        // The code itself would let whoever reads the trail invite others.
        await audit(tx, actorId, communityId, 'invite.create', { inviteId: row.id, expiresInMinutes, maxUses });
        await publishEvents(tx, communityChanged(communityId, 'invites'));
        return toLink(row, new Date());
      }),
    revoke: (communityId, inviteId, actorId) =>
      db.$transaction(async (tx) => {
        const { count } = await tx.communityInvite.updateMany({
          where: { id: inviteId, communityId, revokedAt: null },
          data: { revokedAt: new Date() },
        });
        if (count === 0) return false;
        await audit(tx, actorId, communityId, 'invite.revoke', { inviteId });
        await publishEvents(tx, communityChanged(communityId, 'invites'));
        return true;
      }),
  };
}

/** The lock on the link's row makes people who join by it take turns. */
async function join(tx: DbTransaction, code: string, userId: string): Promise<{ communityId: string } | { ended: InviteEnd } | null> {
  const lasting = await tx.community.findUnique({ where: { inviteCode: code }, select: { id: true } });
  const locked = lasting ? [] : await tx.$queryRaw<Array<{ id: string }>>`SELECT id FROM community_invite WHERE code = ${code} FOR UPDATE`;
  const invite = locked[0] ? await tx.communityInvite.findUniqueOrThrow({ where: { id: locked[0].id } }) : null;
  const communityId = lasting?.id ?? invite?.communityId;
  if (communityId === undefined) return null;
  if ((await tx.communityMember.count({ where: { communityId, userId } })) > 0) return { communityId };
  const ended = invite && inviteEnd(invite, new Date());
  if (ended) return { ended };
  const role = await tx.communityRole.findUniqueOrThrow({ where: { communityId_name: { communityId, name: 'member' } } });
  const { count } = await tx.communityMember.createMany({ data: { communityId, userId, roleId: role.id }, skipDuplicates: true });
  if (count === 0) return { communityId };
  if (invite) await tx.communityInvite.update({ where: { id: invite.id }, data: { uses: { increment: 1 } } });
  await audit(tx, userId, communityId, 'community.join', invite ? { inviteId: invite.id } : {});
  await publishEvents(tx, communityChanged(communityId, 'members', [userId]));
  return { communityId };
}

async function audit(
  tx: DbTransaction,
  actorId: string,
  communityId: string,
  action: string,
  details: Prisma.InputJsonObject,
): Promise<void> {
  await tx.auditEvent.create({ data: { actorId, communityId, action, details } });
}

function isFresh(row: InviteRow | undefined, now: Date): boolean {
  const endedAt = row?.revokedAt ?? row?.expiresAt ?? row?.createdAt;
  return endedAt !== undefined && now.getTime() - endedAt.getTime() < ENDED_SHOWN_MS;
}

function toLink(row: InviteRow, now: Date): InviteLink {
  return {
    id: row.id,
    code: row.code,
    createdBy: row.createdBy?.name ?? null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    maxUses: row.maxUses,
    uses: row.uses,
    ended: inviteEnd(row, now),
  };
}
