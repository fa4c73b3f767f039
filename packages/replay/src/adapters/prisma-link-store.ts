import { type ClipLink, type Db, Prisma } from '@reprise/db';
import type { LinkRecord, LinkStore } from '../ports/link-store.ts';
import { clipChanged } from './library-events.ts';
import { clipInclude, toClipRecord } from './prisma-clip-record.ts';
import { publishEvents } from './prisma-live-events.ts';

const clipOfLink = {
  ...clipInclude,
  community: { select: { name: true, config: { select: { publicLinksAllowed: true } } } },
} satisfies Prisma.ReplayClipInclude;

/** Public links in PostgreSQL. */
export function createPrismaLinkStore(db: Db): LinkStore {
  return {
    create: ({ clipId, actorId, tokenHash, expiresAt }) =>
      db
        .$transaction(async (tx) => {
          const data = { clipId, tokenHash, expiresAt };
          const link = await tx.clipLink.create({ data, include: { clip: { select: { id: true, userId: true, communityId: true } } } });
          const details = { clipId, linkId: link.id, expiresAt: expiresAt && expiresAt.toISOString() };
          await tx.auditEvent.create({ data: { actorId, communityId: link.clip.communityId, action: 'link.create', details } });
          await publishEvents(tx, [clipChanged(link.clip)]);
          return toLinkRecord(link);
        })
        .catch((error: unknown) => {
          if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003') return null;
          throw error;
        }),
    list: async (clipId) =>
      (await db.clipLink.findMany({ where: { clipId }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })).map(toLinkRecord),
    find: async (linkId) => {
      const row = await db.clipLink.findUnique({ where: { id: linkId } });
      return row && toLinkRecord(row);
    },
    revoke: (linkId, actorId, revokedAt) =>
      db.$transaction(async (tx) => {
        const { count } = await tx.clipLink.updateMany({ where: { id: linkId, revokedAt: null }, data: { revokedAt } });
        const link = await tx.clipLink.findUnique({
          where: { id: linkId },
          include: { clip: { select: { id: true, userId: true, communityId: true } } },
        });
        if (link && count > 0) {
          const details = { clipId: link.clipId, linkId };
          await tx.auditEvent.create({ data: { actorId, communityId: link.clip.communityId, action: 'link.revoke', details } });
          await publishEvents(tx, [clipChanged(link.clip)]);
        }
        return link && toLinkRecord(link);
      }),
    findByTokenHash: async (tokenHash) => {
      const row = await db.clipLink.findUnique({ where: { tokenHash }, include: { clip: { include: clipOfLink } } });
      if (!row) return null;
      return {
        link: toLinkRecord(row),
        clip: toClipRecord(row.clip),
        isAllowed: row.clip.community?.config?.publicLinksAllowed ?? true,
      };
    },
    countView: async (linkId) => {
      await db.clipLink.updateMany({ where: { id: linkId }, data: { viewCount: { increment: 1 } } });
    },
    areAllowed: async (communityId) => {
      if (communityId === null) return true;
      const config = await db.communityReplayConfig.findUnique({ where: { communityId }, select: { publicLinksAllowed: true } });
      return config?.publicLinksAllowed ?? true;
    },
  };
}

function toLinkRecord({ id, clipId, createdAt, expiresAt, revokedAt, viewCount }: ClipLink): LinkRecord {
  return { id, clipId, createdAt, expiresAt, revokedAt, viewCount };
}
