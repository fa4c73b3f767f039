import type { Rendition } from './rendition-store.ts';

/** An export's row with its file, once that is there. */
export interface ExportRecord {
  clipId: string;
  limitBytes: number;
  status: 'queued' | 'running' | 'done' | 'failed';
  progress: number;
  errorCode: string | null;
  finishedAt: Date | null;
  file: { id: string; sizeBytes: number } | null;
}

/** One request of an export: a later one for the same clip has another version, at random. */
export interface ExportJob {
  clipId: string;
  version: number;
}

/** What a worker needs to make an export. */
export interface ExportWork extends ExportJob {
  limitBytes: number;
  durationSeconds: number;
  width: number | null;
  height: number | null;
  /** The rendition when it is there, which may be copied as it is; else the clip as cut, which may not. */
  source: { storagePath: string; sizeBytes: number; mayBeCopied: boolean };
}

/** Exports as people ask for them. */
export interface ExportStore {
  find(clipId: string): Promise<ExportRecord | null>;
  /** Replaces an earlier one and reserves the limit. `removed` are files the caller removes. */
  request(request: {
    clipId: string;
    userId: string;
    limitBytes: number;
    defaultQuotaBytes: number;
  }): Promise<{ refused: 'CLIP_NOT_FOUND' | 'QUOTA_EXCEEDED' } | { record: ExportRecord; removed: string[] }>;
  /** Row, reservation and file away; answers the files to remove. */
  delete(clipId: string): Promise<string[]>;
}

/** Exports as workers make them. */
export interface ExportQueue {
  /** Those nobody has begun, and with `isResuming` those that a dead worker may have left. */
  listUnfinished(isResuming: boolean): Promise<ExportJob[]>;
  /** Null: replaced, done or deleted meanwhile. */
  start(job: ExportJob): Promise<ExportWork | null>;
  noteProgress(job: ExportJob, progress: number): Promise<void>;
  /** The row and the quota in one transaction. False: replaced or deleted meanwhile; then the file is the caller's to remove. */
  complete(job: ExportJob, file: Rendition): Promise<boolean>;
  fail(job: ExportJob, errorCode: string): Promise<void>;
  /** Clips whose export is older, finished or not. */
  listOlderThan(before: Date, limit: number): Promise<string[]>;
}
