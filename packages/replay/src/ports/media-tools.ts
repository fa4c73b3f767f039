import type { ExportPlan } from '../exports/plan-export.ts';

/** What FFmpeg does for finished clips. Outputs appear under their names whole or not at all. */
export interface MediaTools {
  /**
   * A JPEG of the frame at a third of the clip, at most 1280 px wide.
   * @throws ReplayError CAPTURE_FAILED; the signal's reason when aborted. The same for all of these.
   */
  poster(task: PictureTask): Promise<void>;
  /** A JPEG of the frame that begins at `atSeconds` (of the next one, when none does), at most 1280 px wide. */
  frame(task: FrameTask): Promise<void>;
  /** A JPEG of 5 x 5 pictures, each 320 px wide, spread evenly over the clip, row by row. */
  storyboard(task: PictureTask): Promise<void>;
  /**
   * An MP4 with H.264 and AAC: what phones and editors open, and others than the person who captured watch. Unlike the clip as
   * cut it holds nothing before its start: pictures up to the first keyframe are encoded again, later H.264 is copied.
   */
  compatibleRendition(task: MediaTask): Promise<void>;
  /** An MP4 out of the MPEG-TS that a concat list names, its first shown frame at `skipSeconds`; nothing is encoded again. */
  concatenate(task: ConcatenateTask): Promise<void>;
  /** The same media in a file of its own. */
  copy(task: MediaTask): Promise<void>;
  /** H.264 + AAC, about as large as planned: whoever needs a limit looks at the result. In the background of everything else. */
  encodeBelow(task: EncodeBelowTask): Promise<void>;
  probe(path: string, signal?: AbortSignal): Promise<MediaInfo>;
}

export interface MediaTask {
  input: string;
  output: string;
  signal?: AbortSignal;
}

export interface ConcatenateTask extends MediaTask {
  /** From the first sample of the list. */
  skipSeconds: number;
  durationSeconds: number;
  /** 0..1. */
  onProgress: (fraction: number) => void;
}

export interface EncodeBelowTask extends MediaTask {
  plan: ExportPlan;
  /** Of the input. */
  durationSeconds: number;
  /** 0..1. */
  onProgress: (fraction: number) => void;
}

export interface PictureTask extends MediaTask {
  /** Of the input. */
  durationSeconds: number;
}

export interface FrameTask extends MediaTask {
  atSeconds: number;
}

/** What ffprobe says about a file. */
export interface MediaInfo {
  durationSeconds: number;
  sizeBytes: number;
  streams: Array<{ kind: 'video' | 'audio'; codec: string; startSeconds: number; width?: number; height?: number; channels?: number }>;
}
