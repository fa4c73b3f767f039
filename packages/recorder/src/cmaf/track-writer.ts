import type { MediaFrame } from './media-frame.ts';
import type { TrackConfig } from './track-config.ts';

export interface TrackWriterOptions {
  /** Directory of this track; made when missing, continued when it holds a buffer already. */
  directory: string;
  kind: 'video' | 'audio';
  /** Wall clock (ms) that is media time 0 of every track of the session. */
  timelineZeroMs: number;
  /** A new segment starts at the first keyframe after this long. */
  segmentDurationMs: number;
  /** A part (moof+mdat) is written at least this often. */
  partDurationMs: number;
  /** Segments that end more than this before the newest media are deleted. */
  retentionMs: number;
  /** Length of live.m3u8, ms. */
  liveWindowMs: number;
  onEvent: (event: TrackWriterEvent) => void;
}

export type TrackWriterEvent =
  | { type: 'segment'; startsAt: number; endsAt: number; bytes: number }
  /** A write failed (ENOSPC, EIO): the media from..to is lost, the writer goes on. */
  | { type: 'write-failed'; fromMs: number; toMs: number; error: NodeJS.ErrnoException };

/** Writes one track as CMAF segments and HLS playlists. All methods but flush and close return at once. */
export interface TrackWriter {
  /** Before the first frame and at every change. A new epoch (republish, rejoin, other codec) is an HLS discontinuity, like a hole; the same epoch with another config is only a new init segment. */
  configure(config: TrackConfig, change: { newEpoch: boolean }): void;
  write(frame: MediaFrame): void;
  /** Media is missing from here on (loss, mute, end): no frame is held, no silence made, and what comes later begins a segment of its own. */
  interrupt(): void;
  /** Call about every 100 ms with the server wall clock: closes parts that are due and fills silence. */
  tick(nowMs: number): void;
  /** Deletes what ends before `beforeMs` (wall clock) and the retention would still keep; a segment always stays. */
  expire(beforeMs: number): void;
  /** Writes everything received to disk, holding the last frame up to `untilMs`. */
  flush(untilMs: number): Promise<OpenTrackSegment | undefined>;
  /** What the playlists and the open segment hold. */
  stats(): { bufferedFromMs: number; bufferedToMs: number; bytes: number } | undefined;
  /** Ends the open segment, updates playlists; `ended` adds EXT-X-ENDLIST. */
  close(options: { ended: boolean }): Promise<void>;
}

/** The open segment as far as it is on disk. File names are relative to the track's directory. */
export interface OpenTrackSegment {
  file: string;
  initFile: string;
  epoch: number;
  startsAt: number;
  endsAt: number;
  bytes: number;
  discontinuity: boolean;
}
