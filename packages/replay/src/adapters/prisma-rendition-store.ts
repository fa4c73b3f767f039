import type { Db, DbTransaction } from '@reprise/db';
import type { RenditionStore } from '../ports/rendition-store.ts';
import { clipChanged } from './library-events.ts';
import { publishEvents } from './prisma-live-events.ts';
import { chargeBytes, releaseBytes } from './prisma-quota-store.ts';

/** A rendition that failed this often is given up. */
export const MAX_RENDITION_ATTEMPTS = 5;

/** Renditions in PostgreSQL. */
export function createPrismaRenditionStore(db: Db): RenditionStore {
  return {
    findOriginal: async (clipId) => {
      const files = await db.file.findMany({ where: { resourceId: clipId }, select: { purpose: true, storagePath: true } });
      const original = files.find((file) => file.purpose === 'ORIGINAL');
      return original ? { storagePath: original.storagePath, hasCompatible: files.some((file) => file.purpose === 'COMPATIBLE') } : null;
    },
    listWithoutCompatible: async () => {
      const clips = await db.replayClip.findMany({
        where: { files: { none: { purpose: 'COMPATIBLE' } }, renditionAttempts: { lt: MAX_RENDITION_ATTEMPTS } },
        orderBy: { createdAt: 'asc' },
        take: 1000,
        select: { id: true },
      });
      return clips.map((clip) => clip.id);
    },
    noteFailure: (clipId) =>
      db.$transaction(async (tx) => {
        const [clip] = await tx.replayClip.updateManyAndReturn({ where: { id: clipId }, data: { renditionAttempts: { increment: 1 } } });
        if (!clip || clip.renditionAttempts < MAX_RENDITION_ATTEMPTS) return;
        await releaseBytes(tx, clip.userId, await takeReservation(tx, clipId), 0n);
        await publishEvents(tx, [clipChanged(clip)]);
      }),
    addCompatible: (clipId, rendition) =>
      db.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM replay_clip WHERE id = ${clipId} FOR UPDATE`;
        const clip = await tx.replayClip.findUnique({ where: { id: clipId }, select: { id: true, userId: true, requestedEnd: true } });
        if (!clip) return 'clip-gone';
        const size = BigInt(rendition.sizeBytes);
        const reserved = await reservationOf(tx, clipId);
        if (!(await chargeBytes(tx, clip.userId, reserved, size))) return 'quota-exceeded';
        await takeReservation(tx, clipId);
        await tx.file.create({
          data: {
            filename: `replay-${clip.requestedEnd.getTime()}.mp4`,
            mimeType: rendition.mimeType,
            fileType: 'VIDEO',
            purpose: 'COMPATIBLE',
            size,
            checksum: rendition.checksum,
            storagePath: rendition.storagePath,
            resourceId: clipId,
            uploadedById: clip.userId,
          },
        });
        await publishEvents(tx, [clipChanged(clip)]);
        return 'added';
      }),
  };
}

async function reservationOf(tx: DbTransaction, clipId: string): Promise<bigint> {
  const capture = await tx.capture.findUnique({ where: { clipId }, select: { reservedBytes: true } });
  return capture?.reservedBytes ?? 0n;
}

/** Ends what a clip's capture still holds for the rendition; answers how much that was. The clip's row must be locked. */
export async function takeReservation(tx: DbTransaction, clipId: string): Promise<bigint> {
  const reserved = await reservationOf(tx, clipId);
  await tx.capture.updateMany({ where: { clipId }, data: { reservedBytes: 0n } });
  return reserved;
}
