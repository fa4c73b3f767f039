import type { Db, DbTransaction } from '@reprise/db';
import type { FilePurpose } from '../ports/clip-store.ts';
import type { QuotaStore } from '../ports/quota-store.ts';
import type { Quota } from '../schemas/admin-schemas.ts';

interface QuotaRow {
  quotaBytes: bigint;
  usedBytes: bigint;
  reservedBytes: bigint;
}

/** Quotas in PostgreSQL. */
export function createPrismaQuotaStore(db: Db): QuotaStore {
  return {
    get: async (userId, defaultQuotaBytes) =>
      toQuota(
        (await db.userReplayQuota.findUnique({ where: { userId } })) ?? {
          quotaBytes: BigInt(defaultQuotaBytes),
          usedBytes: 0n,
          reservedBytes: 0n,
        },
      ),
    sumUsage: async (userId) => {
      const sums = await db.file.groupBy({ by: ['purpose'], where: { uploadedById: userId }, _sum: { size: true } });
      const bytesOf = (...purposes: FilePurpose[]): number =>
        sums.reduce((sum, row) => (purposes.includes(row.purpose) ? sum + Number(row._sum.size ?? 0n) : sum), 0);
      return {
        clipsBytes: bytesOf('ORIGINAL'),
        renditionsBytes: bytesOf('COMPATIBLE'),
        picturesBytes: bytesOf('POSTER', 'STORYBOARD'),
        exportsBytes: bytesOf('EXPORT'),
      };
    },
    set: (userId, quotaBytes, actorId) =>
      db.$transaction(async (tx) => {
        const data = { quotaBytes: BigInt(quotaBytes) };
        const row = await tx.userReplayQuota.upsert({ where: { userId }, create: { userId, ...data }, update: data });
        await tx.auditEvent.create({ data: { actorId, action: 'user.quota', details: { userId, quotaBytes } } });
        return { userId, ...toQuota(row) };
      }),
  };
}

/** The person's quota row, made when it is missing. */
export async function ensureQuota(tx: DbTransaction, userId: string, defaultQuotaBytes: number): Promise<QuotaRow> {
  await tx.$executeRaw`INSERT INTO user_replay_quota ("userId", "quotaBytes") VALUES (${userId}, ${BigInt(defaultQuotaBytes)}) ON CONFLICT DO NOTHING`;
  return tx.userReplayQuota.findUniqueOrThrow({ where: { userId } });
}

/** Holds bytes for a capture. False: they do not fit. One conditional statement, so that two captures cannot share the last bytes. */
export async function reserveBytes(tx: DbTransaction, userId: string, bytes: number): Promise<boolean> {
  const amount = BigInt(bytes);
  const changed = await tx.$executeRaw`
    UPDATE user_replay_quota SET "reservedBytes" = "reservedBytes" + ${amount}
    WHERE "userId" = ${userId} AND "usedBytes" + "reservedBytes" + ${amount} <= "quotaBytes"`;
  return changed === 1;
}

/** Gives a reservation back and charges what was really written. False: that is more than was reserved and than the quota leaves. */
export async function chargeBytes(tx: DbTransaction, userId: string, reservedBytes: bigint, usedBytes: bigint): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE user_replay_quota SET "reservedBytes" = "reservedBytes" - ${reservedBytes}, "usedBytes" = "usedBytes" + ${usedBytes}
    WHERE "userId" = ${userId}
      AND (${usedBytes}::bigint <= ${reservedBytes}::bigint OR "usedBytes" + "reservedBytes" - ${reservedBytes} + ${usedBytes} <= "quotaBytes")`;
  return changed === 1;
}

/** Gives bytes back: a reservation, or those of deleted files. */
export async function releaseBytes(tx: DbTransaction, userId: string, reservedBytes: bigint, usedBytes: bigint): Promise<QuotaRow> {
  return tx.userReplayQuota.update({
    where: { userId },
    data: { reservedBytes: { decrement: reservedBytes }, usedBytes: { decrement: usedBytes } },
  });
}

/** Bytes as numbers. */
export function toQuota(row: QuotaRow): Quota {
  return { quotaBytes: Number(row.quotaBytes), usedBytes: Number(row.usedBytes), reservedBytes: Number(row.reservedBytes) };
}
