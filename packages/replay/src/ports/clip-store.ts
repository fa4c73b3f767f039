import type { Poster } from './poster-maker.ts';

/** What a stored file is to its clip. */
export type FilePurpose = 'ORIGINAL' | 'COMPATIBLE' | 'POSTER' | 'STORYBOARD' | 'EXPORT';

/** A file of a clip; `storagePath` is relative to REPLAY_STORAGE_PATH, the checksum SHA-256 in hex. */
export interface ClipFile {
  id: string;
  purpose: FilePurpose;
  filename: string;
  mimeType: string;
  sizeBytes: number;
  checksum: string;
  storagePath: string;
}

/** A clip's row with its files. */
export interface ClipRecord {
  id: string;
  userId: string;
  title: string;
  roomName: string;
  communityId: string | null;
  communityName: string | null;
  durationSeconds: number;
  width: number | null;
  height: number | null;
  createdAt: Date;
  capturedAt: Date;
  requestedStart: Date;
  requestedEnd: Date;
  actualStart: Date;
  actualEnd: Date;
  gaps: Array<{ startAt: string; endAt: string }>;
  complete: boolean;
  files: ClipFile[];
  /** The rendition for others is not there yet, and not given up. */
  isRenditionComing: boolean;
}

/** A file with what decides who may read it. */
export interface FoundFile {
  file: ClipFile;
  clipId: string;
  ownerId: string;
  title: string;
  /** The clip's rendition for others is not there yet, and not given up. */
  isRenditionComing: boolean;
}

/** Which of somebody's clips are listed, and in what order. */
export interface ClipListPage {
  limit: number;
  offset: number;
  communityId?: string | undefined;
  /** Any part of the title, in whatever case. */
  search?: string | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
  sort?: 'newest' | 'oldest' | 'longest' | 'largest' | undefined;
}

/** The clips of the library. */
export interface ClipStore {
  find(clipId: string): Promise<ClipRecord | null>;
  /** `total` counts all that match. */
  list(userId: string, page: ClipListPage): Promise<{ clips: ClipRecord[]; total: number }>;
  rename(clipId: string, title: string): Promise<ClipRecord | null>;
  /** Rows away, quota given back, in one transaction. Null: somebody was faster. The files are the caller's to remove. */
  delete(clipId: string): Promise<{ files: ClipFile[]; freedBytes: number; remainingQuotaBytes: number } | null>;
  /** Another poster in the place of the one there is; its file and the replaced ones are the caller's to remove. */
  setPoster(
    clipId: string,
    poster: Poster,
  ): Promise<{ clip: ClipRecord; replaced: string[] } | { refused: 'CLIP_NOT_FOUND' | 'QUOTA_EXCEEDED' }>;
  findFile(fileId: string): Promise<FoundFile | null>;
  /** Channels in which the clip was shared. */
  listChannelsWithClip(clipId: string): Promise<string[]>;
}
