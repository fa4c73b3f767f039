import type { Prisma } from '@reprise/db';
import type { CaptureRecord } from '../ports/capture-store.ts';
import type { LiveEvent } from '../schemas/event-schemas.ts';
import { clipInclude, parseGaps, toClipRecord } from './prisma-clip-record.ts';

/** What is read of a capture. */
export const captureInclude = {
  clip: { include: clipInclude },
  session: { select: { roomName: true } },
} satisfies Prisma.CaptureInclude;
type CaptureRow = Prisma.CaptureGetPayload<{ include: typeof captureInclude }>;

/** The statuses in which somebody works on a capture, or should. */
export const unfinishedStatuses = ['queued', 'pinning', 'cutting', 'finishing'] as const;

/** A capture's row in the product's own words. */
export function toCaptureRecord(row: CaptureRow): CaptureRecord {
  return {
    id: row.id,
    sessionId: row.sessionId,
    sourceClipId: row.sourceClipId,
    roomName: row.session?.roomName ?? null,
    userId: row.userId,
    communityId: row.communityId,
    status: row.status,
    progress: row.progress,
    requestedStart: row.requestedStart,
    requestedEnd: row.requestedEnd,
    actualStart: row.actualStart,
    actualEnd: row.actualEnd,
    gaps: parseGaps(row.gaps),
    complete: row.complete,
    startOffsetSeconds: row.startOffsetSeconds,
    clip: row.clip && toClipRecord(row.clip),
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    createdAt: row.createdAt,
  };
}

/** The event that tells who pressed how far their capture is. */
export function captureChanged(capture: Pick<CaptureRow, 'id' | 'userId' | 'status' | 'progress'>): LiveEvent {
  return {
    topic: `user:${capture.userId}`,
    type: 'capture.changed',
    payload: { captureId: capture.id, status: capture.status, progress: capture.progress },
  };
}
