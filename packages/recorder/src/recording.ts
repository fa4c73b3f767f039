import type { OpenTrackSegment } from './cmaf/track-writer.ts';

/** What to record, and how. Times in ms. */
export interface RecordingOptions {
  /** LiveKit's address, ws:// or wss://. */
  url: string;
  /** A fresh access token for the given identity: roomJoin, canSubscribe, hidden and recorder, nothing to publish. */
  createToken: (identity: string) => Promise<string>;
  /** Identity of generation n is `${identityPrefix}-${n}`; the same identity twice would evict healthy media. */
  identityPrefix: string;
  firstGeneration: number;
  /** LiveKit identity whose SCREEN_SHARE and SCREEN_SHARE_AUDIO are recorded. */
  participantIdentity: string;
  /** Which simulcast layer to ask for. */
  quality: 'low' | 'medium' | 'high';
  /** Directory of the session's buffer; tracks get one directory each in it: video, audio. */
  directory: string;
  segmentDurationMs: number;
  partDurationMs: number;
  retentionMs: number;
  liveWindowMs: number;
  onEvent: (event: RecordingEvent) => void;
  /** Injected in tests; server wall clock in ms. */
  now?: () => number;
}

export type RecordingEvent =
  | { type: 'joined'; generation: number }
  | { type: 'active'; sinceMs: number }
  | {
      type: 'media';
      video?: { codec: string; width: number; height: number; framesPerSecond?: number };
      audio?: { codec: string };
    }
  | { type: 'progress'; bufferedFromMs: number; bufferedToMs: number; bufferBytes: number; bitrateBps: number; stats: ReceiveStats }
  | { type: 'gap'; fromMs: number; toMs: number; reason: 'network' | 'muted' | 'republished' | 'rejoined' | 'disk-full' }
  | { type: 'share-ended'; reason: string }
  | { type: 'reconnecting'; reason: string }
  | {
      type: 'failed';
      code: 'end-to-end-encrypted' | 'unsupported-codec' | 'removed' | 'room-deleted' | 'storage' | 'livekit-unreachable';
      message: string;
    };

/** Counters since the start, both tracks together, and what the press needs to know. */
export interface ReceiveStats {
  packets: number;
  lost: number;
  recovered: number;
  duplicates: number;
  keyframes: number;
  pliSent: number;
  nackSent: number;
  /** ms since the last video keyframe. */
  keyframeAgeMs: number;
  roundTripMs: number;
  /** Packets that were not authentic. */
  rejectedPackets: number;
  /** What the kernel gave for the UDP socket; undefined over TCP. Less than some hundred kB drops packets of a keyframe. */
  receiveBufferBytes: number | undefined;
  /** `library` means that the transport library changed and its slower way is used. */
  decryption: 'own' | 'library';
}

/** One running recording of one person's share. */
export interface Recording {
  /** Joins; resolves when joined, rejects when LiveKit refuses. Media may come later or never. */
  start(): Promise<void>;
  /** Resolves when media up to `untilMs` is on disk, or `timeoutMs` passed, or nothing more comes. */
  flush(untilMs: number, timeoutMs: number): Promise<Array<OpenTrackSegment & { track: string }>>;
  /** Leaves and closes the files. `ended` writes EXT-X-ENDLIST: nothing will be appended. */
  stop(options?: { ended?: boolean }): Promise<void>;
}
