import type { Db } from '@reprise/db';
import { unfinishedStatuses } from './prisma-capture-record.ts';

/** A quota that did not say what is there. Bytes. */
export interface QuotaDrift {
  userId: string;
  usedBefore: number;
  usedBytes: number;
  reservedBefore: number;
  reservedBytes: number;
}

/** What the hourly audit reads and repairs. */
export interface Audit {
  /** Whose quota does not say what is there right now; a change under way may look like that for an instant. */
  listDrifting(): Promise<string[]>;
  /** Sets used to the sum of a person's files and reserved to what their captures hold; answers what was wrong. */
  repairQuotas(): Promise<QuotaDrift[]>;
  /** Clips that are older than their community keeps them, oldest first. */
  listExpiredClips(limit: number): Promise<string[]>;
  /** Of these captures, the ones that are still being worked on. */
  findUnfinished(captureIds: string[]): Promise<Set<string>>;
}

interface Sums {
  used: bigint;
  reserved: bigint;
}

/** Audits PostgreSQL. */
export function createPrismaAudit(db: Db): Audit {
  const sumsOf = async (tx: Pick<Db, 'file' | 'capture' | 'clipExport'>, userId: string): Promise<Sums> => {
    const files = await tx.file.aggregate({ where: { uploadedById: userId }, _sum: { size: true } });
    // A finished capture holds what its rendition will need until that is there.
    const captures = await tx.capture.aggregate({ where: { userId }, _sum: { reservedBytes: true } });
    const exports = await tx.clipExport.aggregate({ where: { userId }, _sum: { reservedBytes: true } });
    return { used: files._sum.size ?? 0n, reserved: (captures._sum.reservedBytes ?? 0n) + (exports._sum.reservedBytes ?? 0n) };
  };

  /** Whoever changes files or reservations changes the quota's row in the same transaction: with it locked, both stand still. */
  const repair = (userId: string): Promise<QuotaDrift | undefined> =>
    db.$transaction(async (tx) => {
      const [row] = await tx.$queryRaw<Sums[]>`
        SELECT "usedBytes" AS used, "reservedBytes" AS reserved FROM user_replay_quota WHERE "userId" = ${userId} FOR UPDATE`;
      const sums = await sumsOf(tx, userId);
      if (!row || (row.used === sums.used && row.reserved === sums.reserved)) return undefined;
      await tx.userReplayQuota.update({ where: { userId }, data: { usedBytes: sums.used, reservedBytes: sums.reserved } });
      return {
        userId,
        usedBefore: Number(row.used),
        usedBytes: Number(sums.used),
        reservedBefore: Number(row.reserved),
        reservedBytes: Number(sums.reserved),
      };
    });

  // Without locks: nearly all are right.
  const listDrifting = async (): Promise<string[]> => {
    const suspects = await db.$queryRaw<Array<{ userId: string }>>`
        SELECT q."userId" FROM user_replay_quota q
        WHERE q."usedBytes" <> (SELECT COALESCE(SUM(f.size), 0) FROM file f WHERE f."uploadedById" = q."userId")
           OR q."reservedBytes" <> (SELECT COALESCE(SUM(c."reservedBytes"), 0) FROM capture c WHERE c."userId" = q."userId")
             + (SELECT COALESCE(SUM(e."reservedBytes"), 0) FROM clip_export e WHERE e."userId" = q."userId")`;
    return suspects.map((row) => row.userId);
  };

  return {
    listDrifting,
    repairQuotas: async () => {
      const drifts: QuotaDrift[] = [];
      for (const userId of await listDrifting()) {
        const drift = await repair(userId);
        if (drift) drifts.push(drift);
      }
      return drifts;
    },
    listExpiredClips: async (limit) => {
      const rows = await db.$queryRaw<Array<{ id: string }>>`
        SELECT c.id FROM replay_clip c JOIN community_replay_config k ON k."communityId" = c."communityId"
        WHERE k."clipRetentionDays" > 0 AND c."createdAt" < now() - make_interval(days => k."clipRetentionDays")
        ORDER BY c."createdAt" LIMIT ${limit}`;
      return rows.map((row) => row.id);
    },
    findUnfinished: async (captureIds) => {
      const rows = await db.capture.findMany({
        where: { id: { in: captureIds }, status: { in: [...unfinishedStatuses] } },
        select: { id: true },
      });
      return new Set(rows.map((row) => row.id));
    },
  };
}
