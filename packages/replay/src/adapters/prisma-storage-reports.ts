import type { Db, DbTransaction, Prisma } from '@reprise/db';
import { z } from 'zod';
import type { StorageReport, StorageReports } from '../ports/storage-reports.ts';
import { storageStateSchema } from '../schemas/storage-schemas.ts';

/** A node whose last heartbeat is older takes no recordings. */
export const NODE_TIMEOUT_SECONDS = 15;

const bytes = z.number().default(0);
/** What a heartbeat says about a node's disks. */
const healthSchema = z.object({
  bufferState: storageStateSchema,
  diskFreeBytes: bytes,
  diskTotalBytes: bytes,
  clipsState: storageStateSchema,
  clipsFreeBytes: bytes,
  clipsTotalBytes: bytes,
});

/** What the living nodes among `where` said last; a node that says nothing about disks is left out. */
export async function listStorageReports(db: Db | DbTransaction, where: Prisma.RecorderNodeWhereInput = {}): Promise<StorageReport[]> {
  const since = new Date(Date.now() - NODE_TIMEOUT_SECONDS * 1000);
  const nodes = await db.recorderNode.findMany({
    where: { ...where, heartbeatAt: { gt: since } },
    orderBy: { id: 'asc' },
    select: { id: true, health: true },
  });
  return nodes.flatMap(({ id: nodeId, health }): StorageReport[] => {
    const parsed = healthSchema.safeParse(health);
    if (!parsed.success) return [];
    const { bufferState, diskFreeBytes, diskTotalBytes, clipsState, clipsFreeBytes, clipsTotalBytes } = parsed.data;
    return [
      { nodeId, place: 'buffer', state: bufferState, freeBytes: diskFreeBytes, totalBytes: diskTotalBytes },
      { nodeId, place: 'clips', state: clipsState, freeBytes: clipsFreeBytes, totalBytes: clipsTotalBytes },
    ];
  });
}

/** The disks of the workers, out of their heartbeats. */
export function createPrismaStorageReports(db: Db): StorageReports {
  return { list: () => listStorageReports(db) };
}
