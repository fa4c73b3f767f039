import type { ReplayError } from '../errors.ts';

/** A capture as the worker that owns its buffer sees it. */
export interface ClaimedCapture {
  id: string;
  sessionId: string;
  /** Who pressed and pays. */
  userId: string;
  /** Relative to REPLAY_BUFFER_PATH. */
  segmentPath: string;
  requestedStart: Date;
  requestedEnd: Date;
  attempts: number;
  /** The request that asked for it, for the log. */
  requestId?: string | null;
}

/** The rows of one capture, moved forward by the worker. Every write is conditional on the state it leaves. */
export interface CaptureWork {
  /** The segments are held: the window plays from here on. */
  pinned(capture: ClaimedCapture, window: { startAt: number; endAt: number; startOffsetSeconds: number }): Promise<void>;
  /** 0..1 of the wait for media or of the cut; written at most a few times a second. */
  progressed(capture: ClaimedCapture, fraction: number): void;
  finishing(capture: ClaimedCapture): Promise<void>;
  /** File, clip, quota, message and events in one transaction. @throws ReplayError CAPTURE_CANCELLED when it was cancelled meanwhile */
  complete(capture: ClaimedCapture, clip: CutClip): Promise<void>;
  /** Releases the reservation and says why. */
  failed(capture: ClaimedCapture, error: ReplayError): Promise<void>;
}

export type CaptureStep = 'pin' | 'cut' | 'publish';

/** The MP4 of a capture. `path` is absolute, `storagePath` relative to REPLAY_STORAGE_PATH; instants in wall-clock ms. */
export interface CutClip {
  clipId: string;
  path: string;
  storagePath: string;
  sizeBytes: number;
  /** SHA-256, lower-case hex. */
  checksum: string;
  durationSeconds: number;
  actual: { startAt: number; endAt: number };
  gaps: Array<{ startAt: number; endAt: number }>;
  complete: boolean;
  width?: number;
  height?: number;
}
