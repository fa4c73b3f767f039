import type { CaptureStatus } from '../schemas/capture-schemas.ts';
import type { ClipRecord } from './clip-store.ts';

/** A capture's row. */
export interface CaptureRecord {
  id: string;
  sessionId: string;
  roomName: string;
  userId: string;
  communityId: string | null;
  status: CaptureStatus;
  /** 0..1. */
  progress: number;
  requestedStart: Date;
  requestedEnd: Date;
  actualStart: Date | null;
  actualEnd: Date | null;
  gaps: Array<{ startAt: string; endAt: string }>;
  complete: boolean | null;
  startOffsetSeconds: number | null;
  clip: ClipRecord | null;
  errorCode: string | null;
  errorMessage: string | null;
  createdAt: Date;
}

/** A permitted press. */
export interface NewCapture {
  sessionId: string;
  userId: string;
  communityId: string | null;
  pressedAt: Date;
  requestedStart: Date;
  requestedEnd: Date;
  reservedBytes: number;
  targetChannelId: string | null;
  title: string | null;
  idempotencyKey: string | null;
  requestId?: string;
  defaultQuotaBytes: number;
}

/** Why a capture was refused under the locks. */
export type CaptureRefusal = 'SESSION_NOT_ACTIVE' | 'QUOTA_EXCEEDED';

/** The captures as the people who press change and see them. */
export interface CaptureStore {
  /**
   * Reserves the bytes, writes the row and wakes the worker, in one transaction with the session's state.
   * A key that was used before gives the capture it made.
   */
  create(capture: NewCapture): Promise<{ capture: CaptureRecord } | { refused: CaptureRefusal }>;
  find(captureId: string): Promise<CaptureRecord | null>;
  findByKey(userId: string, idempotencyKey: string): Promise<CaptureRecord | null>;
  /** Newest first. */
  listRecent(userId: string, roomName: string | undefined, limit: number): Promise<CaptureRecord[]>;
  /** queued|pinning|cutting|finishing -> cancelled, with its reservation released. False: it was over. */
  cancel(captureId: string): Promise<boolean>;
  /** failed -> queued with a new reservation. */
  retry(captureId: string, reservedBytes: number): Promise<'queued' | CaptureRefusal | 'CONFLICT'>;
}
