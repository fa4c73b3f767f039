import type { Db, DbTransaction, ReplayClip } from '@reprise/db';
import type { AddOutcome, Picture, Rendition, RenditionStore } from '../ports/rendition-store.ts';
import { clipChanged } from './library-events.ts';
import { publishEvents } from './prisma-live-events.ts';
import { chargeBytes, releaseBytes } from './prisma-quota-store.ts';

/** A rendition that failed this often is given up. */
export const MAX_RENDITION_ATTEMPTS = 5;

/** Renditions in PostgreSQL. */
export function createPrismaRenditionStore(db: Db): RenditionStore {
  return {
    findOriginal: async (clipId) => {
      const clip = await db.replayClip.findUnique({
        where: { id: clipId },
        select: { durationSeconds: true, files: { select: { purpose: true, storagePath: true } } },
      });
      const original = clip?.files.find((file) => file.purpose === 'ORIGINAL');
      if (!clip || !original) return null;
      const has = (...purposes: string[]): boolean => clip.files.some((file) => purposes.includes(file.purpose));
      const { storagePath } = original;
      const { durationSeconds } = clip;
      return { storagePath, durationSeconds, hasCompatible: has('COMPATIBLE'), hasPictures: has('POSTER', 'STORYBOARD') };
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
    addCompatible: (clipId, rendition) => addFiles(db, clipId, [{ ...rendition, purpose: 'COMPATIBLE' }], (reserved) => reserved),
    addPictures: (clipId, pictures) => addFiles(db, clipId, pictures, (reserved, needed) => (needed < reserved ? needed : reserved)),
  };
}

type NewFile = (Rendition & { purpose: 'COMPATIBLE' }) | Picture;

/** `toRelease` says how much of the reservation ends with these files. */
function addFiles(
  db: Db,
  clipId: string,
  files: readonly NewFile[],
  toRelease: (reserved: bigint, needed: bigint) => bigint,
): Promise<AddOutcome> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM replay_clip WHERE id = ${clipId} FOR UPDATE`;
    const clip = await tx.replayClip.findUnique({ where: { id: clipId } });
    if (!clip) return 'clip-gone';
    const reserved = await reservationOf(tx, clipId);
    const needed = files.reduce((sum, file) => sum + BigInt(file.sizeBytes), 0n);
    const released = toRelease(reserved, needed);
    if (!(await chargeBytes(tx, clip.userId, released, needed))) return 'quota-exceeded';
    await tx.capture.updateMany({ where: { clipId }, data: { reservedBytes: reserved - released } });
    await tx.file.createMany({ data: files.map((file) => rowOf(clip, file)) });
    await publishEvents(tx, [clipChanged(clip)]);
    return 'added';
  });
}

function rowOf(clip: ReplayClip, { purpose, mimeType, sizeBytes, checksum, storagePath }: NewFile) {
  const name = `replay-${clip.requestedEnd.getTime()}`;
  const isVideo = purpose === 'COMPATIBLE';
  return {
    filename: isVideo ? `${name}.mp4` : `${name}-${purpose.toLowerCase()}.${mimeType.split('/')[1] ?? 'img'}`,
    mimeType,
    fileType: isVideo ? ('VIDEO' as const) : ('IMAGE' as const),
    purpose,
    size: BigInt(sizeBytes),
    checksum,
    storagePath,
    resourceId: clip.id,
    uploadedById: clip.userId,
  };
}

async function reservationOf(tx: DbTransaction, clipId: string): Promise<bigint> {
  const capture = await tx.capture.findUnique({ where: { clipId }, select: { reservedBytes: true } });
  return capture?.reservedBytes ?? 0n;
}

/** Ends what a clip's capture still holds for what is made in the background; answers how much that was. The clip's row must be locked. */
export async function takeReservation(tx: DbTransaction, clipId: string): Promise<bigint> {
  const reserved = await reservationOf(tx, clipId);
  await tx.capture.updateMany({ where: { clipId }, data: { reservedBytes: 0n } });
  return reserved;
}
