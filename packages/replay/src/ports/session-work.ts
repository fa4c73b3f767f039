import type { MediaDescription } from './recorder.ts';

/** A session as the worker that holds its lease sees it. */
export interface ClaimedSession {
  id: string;
  roomName: string;
  /** The sharer; also their LiveKit identity. */
  userId: string;
  status: 'starting' | 'active' | 'grace' | 'stopping';
  quality: '720p' | '1080p' | '1440p';
  videoTrackId: string | null;
  audioTrackId: string | null;
  /** Relative to REPLAY_BUFFER_PATH. */
  segmentPath: string;
  /** Already raised for this claim: unique for each recorder that ever joins for this session. */
  generation: number;
  graceUntil: Date | null;
  /** The request that asked for it, for the log. */
  requestId?: string | null;
}

/** The rows of sessions, moved forward by the node that records them. Writes are conditional on the state they leave; a write that finds another state returns false. */
export interface SessionWork {
  /** Takes up to `limit` sessions nobody holds: new ones and those whose node is gone. */
  claim(limit: number): Promise<ClaimedSession[]>;
  /**
   * Keeps ours; returns those of ours that are to be stopped now (status stopping), those that were asked for (again,
   * status starting) and those no longer ours.
   */
  renew(sessionIds: string[]): Promise<{ stopping: string[]; starting: string[]; lost: string[] }>;
  /** The recorder took it, under this id. */
  recorded(sessionId: string, egressId: string): Promise<boolean>;
  active(sessionId: string): Promise<boolean>;
  /** Nobody publishes any more: capturable until `until`. */
  grace(sessionId: string, until: Date, reason: string): Promise<boolean>;
  /** The buffer is gone: stopping -> stopped, grace -> ended. */
  finished(sessionId: string): Promise<boolean>;
  failed(sessionId: string, reason: string): Promise<boolean>;
  media(sessionId: string, media: MediaDescription): Promise<void>;
  progress(sessionId: string, progress: SessionProgress): Promise<void>;
  /** Gives the lease back without a change of state (shutdown). */
  release(sessionIds: string[]): Promise<void>;
}

/** What the buffer holds. Instants in wall-clock ms. */
export interface SessionProgress {
  bufferedFromMs: number;
  bufferedToMs: number;
  bufferBytes: number;
  bitrateBps: number;
}
