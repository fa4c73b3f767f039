import { randomInt } from 'node:crypto';
import type { ClipExport, Db, DbTransaction, File } from '@reprise/db';
import type { ExportRecord, ExportStore } from '../ports/export-store.ts';
import { MAX_INTEGER } from '../schemas/common.ts';
import { clipChanged } from './library-events.ts';
import { publishEvents, wakeWorkers } from './prisma-live-events.ts';
import { ensureQuota, releaseBytes, reserveBytes } from './prisma-quota-store.ts';

/** Exports in PostgreSQL, as people ask for them. */
export function createPrismaExportStore(db: Db): ExportStore {
  return {
    find: async (clipId) => {
      const row = await db.clipExport.findUnique({ where: { clipId } });
      const file = row && (await db.file.findUnique({ where: { resourceId_purpose: { resourceId: clipId, purpose: 'EXPORT' } } }));
      return row && toExportRecord(row, file);
    },
    request: (request) =>
      requestInTransaction(db, request).catch((error: unknown) => {
        if (error instanceof QuotaRefused) return { refused: 'QUOTA_EXCEEDED' };
        throw error;
      }),
    delete: (clipId) =>
      db.$transaction(async (tx) => {
        const clip = await lockClip(tx, clipId);
        if (!clip) return [];
        const removed = await removeExport(tx, clip);
        await publishEvents(tx, [clipChanged(clip)]);
        return removed;
      }),
  };
}

/** Undoes the transaction it is thrown in: the earlier export stays. */
class QuotaRefused extends Error {}

function requestInTransaction(
  db: Db,
  { clipId, userId, limitBytes, defaultQuotaBytes }: Parameters<ExportStore['request']>[0],
): ReturnType<ExportStore['request']> {
  return db.$transaction(async (tx) => {
    const clip = await lockClip(tx, clipId);
    if (!clip) return { refused: 'CLIP_NOT_FOUND' };
    await ensureQuota(tx, userId, defaultQuotaBytes);
    const removed = await removeExport(tx, clip);
    if (!(await reserveBytes(tx, userId, limitBytes))) throw new QuotaRefused();
    const bytes = BigInt(limitBytes);
    const row = await tx.clipExport.create({
      data: { clipId, userId, version: randomInt(MAX_INTEGER), limitBytes: bytes, reservedBytes: bytes },
    });
    await wakeWorkers(tx);
    await publishEvents(tx, [clipChanged(clip)]);
    return { record: toExportRecord(row, null), removed };
  });
}

/** A clip's row, locked: whoever changes its files takes turns. */
export async function lockClip(tx: DbTransaction, clipId: string): Promise<{ id: string; userId: string } | null> {
  const [clip] = await tx.$queryRaw<Array<{ id: string; userId: string }>>`
    SELECT id, "userId" FROM replay_clip WHERE id = ${clipId} FOR UPDATE`;
  return clip ?? null;
}

/** Ends what a clip's export still holds; answers how much that was. The clip's row must be locked. */
export async function takeExportReservation(tx: DbTransaction, clipId: string): Promise<bigint> {
  const row = await tx.clipExport.findUnique({ where: { clipId }, select: { reservedBytes: true } });
  if (row && row.reservedBytes > 0n) await tx.clipExport.update({ where: { clipId }, data: { reservedBytes: 0n } });
  return row?.reservedBytes ?? 0n;
}

async function removeExport(tx: DbTransaction, clip: { id: string; userId: string }): Promise<string[]> {
  const reserved = await takeExportReservation(tx, clip.id);
  const files = await tx.file.findMany({ where: { resourceId: clip.id, purpose: 'EXPORT' } });
  await tx.file.deleteMany({ where: { id: { in: files.map((file) => file.id) } } });
  const { count } = await tx.clipExport.deleteMany({ where: { clipId: clip.id } });
  if (count > 0) {
    const used = files.reduce((sum, file) => sum + file.size, 0n);
    await releaseBytes(tx, clip.userId, reserved, used);
  }
  return files.map((file) => file.storagePath);
}

function toExportRecord(row: ClipExport, file: File | null): ExportRecord {
  const { clipId, limitBytes, status, progress, errorCode, finishedAt } = row;
  return {
    clipId,
    limitBytes: Number(limitBytes),
    status,
    progress,
    errorCode,
    finishedAt,
    file: file && { id: file.id, sizeBytes: Number(file.size) },
  };
}
