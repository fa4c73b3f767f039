import type { Db, Prisma } from '@reprise/db';
import { z } from 'zod';
import type { CallHint } from '../ports/call-survey.ts';
import type { OpenSession, ReconcileStore } from '../ports/reconcile-store.ts';
import { isOneOf, liveStatuses } from '../sessions/transitions.ts';
import { isUniqueViolation } from './prisma-capture-store.ts';
import { recorders } from './prisma-enums.ts';
import { publishEvents, wakeWorkers } from './prisma-live-events.ts';
import { sessionChanged } from './prisma-session-record.ts';

/** Channel of hints from webhooks; its payload is a {@link CallHint} as JSON. */
export const CALL_HINT_CHANNEL = 'replay_call_hint';

const hintSchema = z.object({ roomName: z.string().optional(), egressId: z.string().optional() });

/** Tells the workers to look. */
export async function signalCallHint(db: Db, hint: CallHint): Promise<void> {
  await db.$executeRaw`SELECT pg_notify(${CALL_HINT_CHANNEL}, ${JSON.stringify(hint)})`;
}

/** A hint as it comes out of its channel. @throws ZodError */
export function parseCallHint(payload: string): CallHint {
  const { roomName, egressId } = hintSchema.parse(JSON.parse(payload));
  return { ...(roomName !== undefined && { roomName }), ...(egressId !== undefined && { egressId }) };
}

/** Open sessions in PostgreSQL. */
export function createPrismaReconcileStore(db: Db): ReconcileStore {
  const change = (id: string, from: OpenSession['status'][], data: Prisma.EgressSessionUpdateManyMutationInput): Promise<boolean> =>
    db
      .$transaction(async (tx) => {
        const [row] = await tx.egressSession.updateManyAndReturn({ where: { id, status: { in: from } }, data });
        if (!row) return false;
        await wakeWorkers(tx);
        await publishEvents(tx, [sessionChanged(row)]);
        return true;
      })
      .catch((error: unknown) => {
        // Its sharer has another running session by now.
        if (isUniqueViolation(error)) return false;
        throw error;
      });

  return {
    listOpen: async (roomNames) => {
      const rows = await db.egressSession.findMany({
        where: { status: { in: [...liveStatuses] }, ...(roomNames && { roomName: { in: [...roomNames] } }) },
        orderBy: { startedAt: 'asc' },
      });
      return rows.flatMap(({ id, egressId, roomName, userId, recorder, status, activeAt, bufferedTo, leaseUntil, updatedAt }) =>
        isOneOf(status, liveStatuses)
          ? [
              {
                id,
                egressId,
                roomName,
                userId,
                recorder: recorders[recorder],
                status,
                hadMedia: activeAt !== null,
                bufferedTo,
                heldUntil: leaseUntil ?? updatedAt,
              },
            ]
          : [],
      );
    },
    beginGrace: (id, graceUntil, reason) => change(id, ['starting', 'active'], { status: 'grace', graceUntil, reason }),
    endGrace: (id) => change(id, ['grace'], { status: 'active', graceUntil: null, reason: null }),
    fail: (id, reason) => change(id, ['starting'], { status: 'failed', reason, endedAt: new Date(), leaseUntil: null }),
    stopped: (id) => change(id, ['stopping'], { status: 'stopped', endedAt: new Date(), leaseUntil: null }),
  };
}
