import type { OpenBufferSegment } from '../buffer/with-open-segments.ts';

/**
 * The one way to record a share, whichever adapter does it: our own recorder (packages/recorder) or LiveKit Egress.
 * Both write standard HLS into `directory`; what differs is told by events and by {@link Recording.flush}.
 */
export interface Recorder {
  /** How many more recordings this recorder takes now. */
  freeCapacity(): number;
  /**
   * Begins to record. Resolves when the recorder took the job, not when media arrives ({@link RecordingEvent} `active` says that).
   * @throws ReplayError NO_RECORDER_CAPACITY, LIVEKIT_UNREACHABLE
   */
  start(request: RecordingRequest): Promise<Recording>;
  /** Ends every recording without ending its session: what is on disk stays usable. */
  close(): Promise<void>;
}

/** What to record and where to. */
export interface RecordingRequest {
  sessionId: string;
  /** Our id of this run of the recorder; a restarted one is higher. */
  generation: number;
  roomName: string;
  /** LiveKit identity of the person who shares. */
  participantIdentity: string;
  /** Track SIDs when known; a recorder that can follow a republished share ignores them. */
  tracks: { videoTrackId?: string; audioTrackId?: string };
  quality: '720p' | '1080p' | '1440p';
  /** Absolute directory of this session's buffer. */
  directory: string;
  onEvent: (event: RecordingEvent) => void;
}

/** A running recording. */
export interface Recording {
  /** Egress's id, or "DR_" + session id. */
  readonly egressId: string;
  /**
   * Makes media up to `untilMs` (server wall clock, ms) readable: waits until it is on disk or `timeoutMs` has passed.
   * Returns what is on disk but not yet in a playlist, one entry a track (none for Egress, whose playlists list all there is).
   */
  flush(untilMs: number, timeoutMs: number): Promise<OpenSegment[]>;
  /** Ends the recording; the buffer's files stay. Safe to call twice. */
  stop(): Promise<void>;
}

/** The growing segment of one track, as far as it is complete: `bytes` end on a part boundary, paths are absolute. */
export type OpenSegment = OpenBufferSegment;

/** What arrives, reported whenever it changes. */
export interface MediaDescription {
  video?: { codec: string; width: number; height: number; framesPerSecond?: number };
  audio?: { codec: string };
}

export type RecordingEvent =
  /** Media arrives (again); the buffer holds something from `sinceMs` on. */
  | { type: 'active'; sinceMs: number }
  | { type: 'media'; media: MediaDescription }
  /** About once a second while recording. */
  | { type: 'progress'; bufferedFromMs: number; bufferedToMs: number; bufferBytes: number; bitrateBps: number }
  | { type: 'gap'; fromMs: number; toMs: number; reason: GapReason }
  /** Nobody publishes this share any more; a recorder that can, waits for its return. */
  | { type: 'share-ended'; reason: string }
  /** The recorder lost LiveKit and is trying again. */
  | { type: 'reconnecting'; reason: string }
  /** Over for good. `code` is stable, `message` safe to show. */
  | { type: 'failed'; code: RecordingFailure; message: string };

export type GapReason = 'network' | 'muted' | 'republished' | 'rejoined' | 'disk-full';

export type RecordingFailure =
  | 'end-to-end-encrypted'
  | 'unsupported-codec'
  | 'removed'
  | 'room-deleted'
  | 'track-gone'
  | 'storage'
  | 'capacity'
  | 'cpu-exhausted'
  | 'aborted'
  | 'recorder-lost'
  | 'livekit-unreachable';
