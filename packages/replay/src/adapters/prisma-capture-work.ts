import type { Capture, Db } from '@reprise/db';
import { ReplayError } from '../errors.ts';
import type { CaptureWork, ClaimedCapture } from '../ports/capture-work.ts';
import { captureChanged } from './prisma-capture-record.ts';
import { completeCapture } from './prisma-complete-capture.ts';
import { failCapture } from './prisma-fail-capture.ts';
import { publishEvents, signalEvent } from './prisma-live-events.ts';

/** Which node works. */
export interface CaptureWorkOptions {
  nodeId: string;
  /** A progress that could not be written: the next one will tell. */
  onProgressLost: (error: unknown) => void;
}

/** Progress of one capture is written at most this often. */
const PROGRESS_EVERY_MS = 250;

/** The captures one node carries, in PostgreSQL. */
export function createPrismaCaptureWork(db: Db, options: CaptureWorkOptions): CaptureWork {
  const { nodeId } = options;
  const writtenAt = new Map<string, number>();

  const advance = async (
    capture: ClaimedCapture,
    from: Capture['status'],
    data: Partial<Pick<Capture, 'status' | 'progress' | 'actualStart' | 'actualEnd' | 'startOffsetSeconds'>>,
  ): Promise<void> => {
    await db.$transaction(async (tx) => {
      const [row] = await tx.capture.updateManyAndReturn({ where: { id: capture.id, nodeId, status: from }, data });
      if (!row) throw new ReplayError('CAPTURE_CANCELLED');
      await publishEvents(tx, [captureChanged(row)]);
    });
  };

  const writeProgress = async (capture: ClaimedCapture, fraction: number): Promise<void> => {
    const [row] = await db.capture.updateManyAndReturn({
      where: { id: capture.id, nodeId, status: { in: ['pinning', 'cutting'] } },
      data: { progress: Math.min(1, Math.max(0, fraction)) },
    });
    if (row) await signalEvent(db, captureChanged(row));
  };

  return {
    pinned: (capture, { startAt, endAt, startOffsetSeconds }) =>
      advance(capture, 'pinning', {
        status: 'cutting',
        progress: 0,
        actualStart: new Date(startAt),
        actualEnd: new Date(endAt),
        startOffsetSeconds,
      }),
    progressed: (capture, fraction) => {
      const now = Date.now();
      if (now - (writtenAt.get(capture.id) ?? 0) < PROGRESS_EVERY_MS) return;
      writtenAt.set(capture.id, now);
      writeProgress(capture, fraction).catch(options.onProgressLost);
    },
    finishing: async (capture) => {
      writtenAt.delete(capture.id);
      await advance(capture, 'cutting', { status: 'finishing', progress: 1 });
    },
    complete: (capture, clip) => completeCapture(db, { id: capture.id, nodeId }, clip),
    failed: async (capture, error) => {
      writtenAt.delete(capture.id);
      await failCapture(db, { id: capture.id, nodeId }, error);
    },
  };
}
