import type { Db } from '@reprise/db';
import { unfinishedStatuses } from './prisma-capture-record.ts';

/** Which pins are still of use. */
export interface PinStore {
  /** Of these captures, those that are being made, and those that were done since `doneAfter`: somebody may be playing them. */
  findWanted(captureIds: string[], doneAfter: Date): Promise<Set<string>>;
}

/** Pins by their captures' rows in PostgreSQL. */
export function createPrismaPinStore(db: Db): PinStore {
  return {
    findWanted: async (captureIds, doneAfter) => {
      const rows = await db.capture.findMany({
        where: {
          id: { in: captureIds },
          OR: [{ status: { in: [...unfinishedStatuses] } }, { status: 'done', finishedAt: { gt: doneAfter } }],
        },
        select: { id: true },
      });
      return new Set(rows.map((row) => row.id));
    },
  };
}
