import type { ReplayError } from '../errors.ts';

interface ClaimedWork {
  id: string;
  /** Who pressed and pays. */
  userId: string;
  requestedStart: Date;
  requestedEnd: Date;
  attempts: number;
  /** The request that asked for it, for the log. */
  requestId?: string | null;
}

/** A capture as the worker that owns its buffer sees it. */
export interface ClaimedBufferCapture extends ClaimedWork {
  sessionId: string;
  /** Relative to REPLAY_BUFFER_PATH. */
  segmentPath: string;
  trimOf?: undefined;
}

/** A new clip out of one that is there: any worker can make it. */
export interface ClaimedTrim extends ClaimedWork {
  trimOf: TrimSource;
}

/** What a worker makes a clip of. */
export type ClaimedCapture = ClaimedBufferCapture | ClaimedTrim;

/** The clip that is trimmed. Instants in wall-clock ms. */
export interface TrimSource {
  clipId: string;
  /** Of its MP4 as cut, relative to REPLAY_STORAGE_PATH. */
  storagePath: string;
  /** When its first shown frame was on the screen. */
  startedAt: number;
  gaps: Array<{ startAt: number; endAt: number }>;
}

/** The rows of one capture, moved forward by the worker. Every write is conditional on the state it leaves. */
export interface CaptureWork {
  /** The segments are held: the window plays from here on. */
  pinned(capture: ClaimedCapture, window: { startAt: number; endAt: number; startOffsetSeconds: number | null }): Promise<void>;
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
