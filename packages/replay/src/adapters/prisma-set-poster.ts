import type { Db } from '@reprise/db';
import type { ClipStore } from '../ports/clip-store.ts';
import { clipChanged } from './library-events.ts';
import { clipInclude, toClipRecord } from './prisma-clip-record.ts';
import { publishEvents } from './prisma-live-events.ts';
import { chargeBytes } from './prisma-quota-store.ts';

/** Puts another picture in the poster's place, with the quota following the difference, in one transaction. */
export function setPoster(db: Db, clipId: string, poster: Parameters<ClipStore['setPoster']>[1]): ReturnType<ClipStore['setPoster']> {
  return db.$transaction(async (tx) => {
    // Two choices at once, or a deletion: one after the other.
    await tx.$queryRaw`SELECT 1 FROM replay_clip WHERE id = ${clipId} FOR UPDATE`;
    const clip = await tx.replayClip.findUnique({ where: { id: clipId }, include: clipInclude });
    if (!clip) return { refused: 'CLIP_NOT_FOUND' };
    const before = clip.files.filter((file) => file.purpose === 'POSTER');
    const freed = before.reduce((sum, file) => sum + file.size, 0n);
    const size = BigInt(poster.sizeBytes);
    if (!(await chargeBytes(tx, clip.userId, 0n, size - freed))) return { refused: 'QUOTA_EXCEEDED' };
    await tx.file.deleteMany({ where: { id: { in: before.map((file) => file.id) } } });
    await tx.file.create({
      data: {
        filename: `replay-${clip.requestedEnd.getTime()}-poster.jpeg`,
        mimeType: poster.mimeType,
        fileType: 'IMAGE',
        purpose: 'POSTER',
        size,
        checksum: poster.checksum,
        storagePath: poster.storagePath,
        resourceId: clipId,
        uploadedById: clip.userId,
      },
    });
    await publishEvents(tx, [clipChanged(clip)]);
    const changed = await tx.replayClip.findUniqueOrThrow({ where: { id: clipId }, include: clipInclude });
    return { clip: toClipRecord(changed), replaced: before.map((file) => file.storagePath) };
  });
}
