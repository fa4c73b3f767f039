import type { Db } from '@reprise/db';
import type { RenditionStore } from '../ports/rendition-store.ts';
import { clipChanged } from './prisma-clip-store.ts';
import { publishEvents } from './prisma-live-events.ts';
import { chargeBytes } from './prisma-quota-store.ts';

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
        where: { files: { none: { purpose: 'COMPATIBLE' } } },
        orderBy: { createdAt: 'asc' },
        take: 1000,
        select: { id: true },
      });
      return clips.map((clip) => clip.id);
    },
    addCompatible: (clipId, rendition) =>
      db.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM replay_clip WHERE id = ${clipId} FOR UPDATE`;
        const clip = await tx.replayClip.findUnique({ where: { id: clipId }, select: { id: true, userId: true, requestedEnd: true } });
        if (!clip) return 'clip-gone';
        const size = BigInt(rendition.sizeBytes);
        if (!(await chargeBytes(tx, clip.userId, 0n, size))) return 'quota-exceeded';
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
