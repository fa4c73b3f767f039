import type { Db } from '@reprise/db';
import type { FilePurpose } from '../ports/clip-store.ts';
import { clipChanged } from './library-events.ts';
import { publishEvents } from './prisma-live-events.ts';
import { releaseBytes } from './prisma-quota-store.ts';

/** A stored file as its row describes it. */
export interface StoredFileRow {
  id: string;
  clipId: string;
  purpose: FilePurpose;
  /** Relative to REPLAY_STORAGE_PATH. */
  storagePath: string;
  sizeBytes: number;
  checksum: string;
}

/** The rows of stored files, for whoever compares them with the disk. */
export interface StoredFileRows {
  listAll(): Promise<StoredFileRow[]>;
  findExisting(ids: string[]): Promise<Set<string>>;
  /** Of these buffers (relative to REPLAY_BUFFER_PATH), those that a session names. */
  findBuffers(segmentPaths: string[]): Promise<Set<string>>;
  /**
   * Forgets a picture or a rendition that is gone, and gives its bytes back; a rendition is made again by the next worker that looks.
   * False: it was gone, or it is a clip itself.
   */
  forgetDerived(id: string): Promise<boolean>;
}

/** Rows read at a time. */
const PAGE = 5_000;

/** Stored files in PostgreSQL. */
export function createPrismaStoredFiles(db: Db): StoredFileRows {
  const select = { id: true, resourceId: true, purpose: true, storagePath: true, size: true, checksum: true } as const;
  return {
    listAll: async () => {
      const files: StoredFileRow[] = [];
      for (let last = ''; ; ) {
        const rows = await db.file.findMany({ where: { id: { gt: last } }, orderBy: { id: 'asc' }, take: PAGE, select });
        files.push(...rows.map(({ resourceId, size, ...row }) => ({ ...row, clipId: resourceId, sizeBytes: Number(size) })));
        last = rows.at(-1)?.id ?? last;
        if (rows.length < PAGE) return files;
      }
    },
    findExisting: async (ids) =>
      new Set((await db.file.findMany({ where: { id: { in: ids } }, select: { id: true } })).map(({ id }) => id)),
    findBuffers: async (segmentPaths) => {
      const rows = await db.egressSession.findMany({ where: { segmentPath: { in: segmentPaths } }, select: { segmentPath: true } });
      return new Set(rows.map((row) => row.segmentPath));
    },
    forgetDerived: (id) =>
      db.$transaction(async (tx) => {
        const file = await tx.file.findUnique({
          where: { id },
          select: { purpose: true, size: true, clip: { select: { id: true, userId: true } } },
        });
        if (!file || file.purpose === 'ORIGINAL') return false;
        // The clip's row first, like everybody else who changes its files.
        await tx.$queryRaw`SELECT 1 FROM replay_clip WHERE id = ${file.clip.id} FOR UPDATE`;
        const { count } = await tx.file.deleteMany({ where: { id } });
        if (count === 0) return false;
        await releaseBytes(tx, file.clip.userId, 0n, file.size);
        await publishEvents(tx, [clipChanged(file.clip)]);
        return true;
      }),
  };
}
