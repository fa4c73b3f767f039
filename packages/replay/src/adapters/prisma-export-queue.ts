import type { Db } from '@reprise/db';
import type { ExportJob, ExportQueue, ExportWork } from '../ports/export-store.ts';
import { clipChanged } from './library-events.ts';
import { lockClip, takeExportReservation } from './prisma-export-store.ts';
import { publishEvents } from './prisma-live-events.ts';
import { chargeBytes, releaseBytes } from './prisma-quota-store.ts';

const AT_ONCE = 100;

/** Exports in PostgreSQL, as workers make them. */
export function createPrismaExportQueue(db: Db): ExportQueue {
  const isStill = ({ clipId, version }: ExportJob) => ({
    clipId,
    version,
    status: { in: ['queued', 'running'] as const satisfies string[] },
  });
  return {
    listUnfinished: (isResuming) =>
      db.clipExport.findMany({
        where: { status: { in: isResuming ? ['queued', 'running'] : ['queued'] } },
        orderBy: { createdAt: 'asc' },
        take: AT_ONCE,
        select: { clipId: true, version: true },
      }),
    start: async (job) => {
      const [row] = await db.clipExport.updateManyAndReturn({ where: isStill(job), data: { status: 'running', progress: 0 } });
      return row ? describeWork(db, job, Number(row.limitBytes)) : null;
    },
    noteProgress: async (job, progress) => {
      await db.clipExport.updateMany({ where: isStill(job), data: { progress: Math.min(1, Math.max(0, progress)) } });
    },
    complete: (job, file) =>
      db.$transaction(async (tx) => {
        const clip = await lockClip(tx, job.clipId);
        if (!clip || (await tx.clipExport.count({ where: isStill(job) })) === 0) return false;
        const size = BigInt(file.sizeBytes);
        // Never more than the limit, which is what was reserved.
        if (!(await chargeBytes(tx, clip.userId, await takeExportReservation(tx, clip.id), size))) return false;
        await tx.file.create({
          data: {
            ...{ filename: 'replay-export.mp4', mimeType: file.mimeType, fileType: 'VIDEO', purpose: 'EXPORT' },
            ...{ size, checksum: file.checksum, storagePath: file.storagePath, resourceId: clip.id, uploadedById: clip.userId },
          },
        });
        await tx.clipExport.update({ where: { clipId: clip.id }, data: { status: 'done', progress: 1, finishedAt: new Date() } });
        await publishEvents(tx, [clipChanged(clip)]);
        return true;
      }),
    fail: (job, errorCode) =>
      db.$transaction(async (tx) => {
        const clip = await lockClip(tx, job.clipId);
        if (!clip || (await tx.clipExport.count({ where: isStill(job) })) === 0) return;
        await releaseBytes(tx, clip.userId, await takeExportReservation(tx, clip.id), 0n);
        await tx.clipExport.update({ where: { clipId: clip.id }, data: { status: 'failed', errorCode, finishedAt: new Date() } });
        await publishEvents(tx, [clipChanged(clip)]);
      }),
    listOlderThan: async (before, limit) => {
      const rows = await db.clipExport.findMany({
        where: { OR: [{ finishedAt: { lt: before } }, { finishedAt: null, createdAt: { lt: before } }] },
        select: { clipId: true },
        take: limit,
      });
      return rows.map((row) => row.clipId);
    },
  };
}

async function describeWork(db: Db, job: ExportJob, limitBytes: number): Promise<ExportWork | null> {
  const clip = await db.replayClip.findUnique({ where: { id: job.clipId }, include: { files: true } });
  const compatible = clip?.files.find((file) => file.purpose === 'COMPATIBLE');
  const file = compatible ?? clip?.files.find((candidate) => candidate.purpose === 'ORIGINAL');
  if (!clip || !file) return null;
  const { durationSeconds, width, height } = clip;
  const source = { storagePath: file.storagePath, sizeBytes: Number(file.size), mayBeCopied: compatible !== undefined };
  return { ...job, limitBytes, durationSeconds, width, height, source };
}
