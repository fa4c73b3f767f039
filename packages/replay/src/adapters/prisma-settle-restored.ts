import type { Db } from '@reprise/db';
import { ReplayError } from '../errors.ts';
import { liveStatuses } from '../sessions/transitions.ts';
import { createPrismaAudit } from './prisma-audit.ts';
import { unfinishedStatuses } from './prisma-capture-record.ts';
import { failCapture } from './prisma-fail-capture.ts';

/** What restored rows could not keep. */
export interface SettledRows {
  endedSessions: number;
  failedCaptures: number;
  /** Clips without their MP4. */
  droppedClips: number;
  /** Pictures and renditions without their file. */
  droppedFiles: number;
  repairedQuotas: number;
}

/** What a sharer reads about a buffer that ran when the backup was made. */
const REASON = 'The server was restored from a backup';

/**
 * Makes rows that were just restored true again: what ran then does not run, buffers are in no backup, and a file that
 * could not be kept (`lostFileIds`) has no row; a clip without its MP4 is none.
 */
export async function settleRestored(db: Db, lostFileIds: readonly string[]): Promise<SettledRows> {
  const unfinished = await db.capture.findMany({ where: { status: { in: [...unfinishedStatuses] } }, select: { id: true, nodeId: true } });
  for (const capture of unfinished) await failCapture(db, capture, new ReplayError('CAPTURE_FAILED'));
  const now = new Date();
  const open = await db.egressSession.updateMany({
    where: { status: { in: [...liveStatuses] } },
    data: { status: 'failed', reason: REASON, endedAt: now, leaseUntil: null, graceUntil: null },
  });
  await db.egressSession.updateMany({ where: { bufferDeletedAt: null }, data: { bufferDeletedAt: now, bufferBytes: 0n } });
  const lost = { id: { in: [...lostFileIds] } };
  const clips = await db.replayClip.deleteMany({ where: { files: { some: { ...lost, purpose: 'ORIGINAL' } } } });
  const files = await db.file.deleteMany({ where: lost });
  // What a finished capture still held for the rendition of a clip that is none any more.
  await db.capture.updateMany({ where: { clipId: null, status: 'done' }, data: { reservedBytes: 0n } });
  const drifts = await createPrismaAudit(db).repairQuotas();
  return {
    endedSessions: open.count,
    failedCaptures: unfinished.length,
    droppedClips: clips.count,
    droppedFiles: files.count,
    repairedQuotas: drifts.length,
  };
}
