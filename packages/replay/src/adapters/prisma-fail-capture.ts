import type { Db } from '@reprise/db';
import type { ReplayError } from '../errors.ts';
import { captureChanged, unfinishedStatuses } from './prisma-capture-record.ts';
import { publishEvents } from './prisma-live-events.ts';
import { releaseBytes } from './prisma-quota-store.ts';

/**
 * Ends a capture that did not become a clip: reservation released, reason kept for its owner.
 * False: it is over already, or another node's.
 */
export function failCapture(db: Db, capture: { id: string; nodeId: string | null }, error: ReplayError): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const before = await tx.$queryRaw<Array<{ reservedBytes: bigint }>>`
      SELECT "reservedBytes" FROM capture WHERE id = ${capture.id} FOR UPDATE`;
    const isCancelled = error.code === 'CAPTURE_CANCELLED';
    const [row] = await tx.capture.updateManyAndReturn({
      where: { id: capture.id, nodeId: capture.nodeId, status: { in: [...unfinishedStatuses] } },
      data: {
        status: isCancelled ? 'cancelled' : 'failed',
        reservedBytes: 0n,
        ...(!isCancelled && { errorCode: error.code, errorMessage: error.message }),
        startOffsetSeconds: null,
        leaseUntil: null,
        finishedAt: new Date(),
      },
    });
    if (!row) return false;
    await releaseBytes(tx, row.userId, before[0]?.reservedBytes ?? 0n, 0n);
    await publishEvents(tx, [captureChanged(row)]);
    return true;
  });
}
