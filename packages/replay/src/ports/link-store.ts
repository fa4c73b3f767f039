import type { ClipRecord } from './clip-store.ts';

/** A public link's row. */
export interface LinkRecord {
  id: string;
  clipId: string;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  viewCount: number;
}

/** A link found by its token, with what decides whether it works. */
export interface FoundLink {
  link: LinkRecord;
  clip: ClipRecord;
  /** The clip's community lets links work. */
  isAllowed: boolean;
}

/** The public links of clips. */
export interface LinkStore {
  /** Null: the clip was deleted meanwhile. */
  create(link: { clipId: string; actorId: string; tokenHash: string; expiresAt: Date | null }): Promise<LinkRecord | null>;
  /** Newest first. */
  list(clipId: string): Promise<LinkRecord[]>;
  find(linkId: string): Promise<LinkRecord | null>;
  /** The first instant counts; null: gone with its clip. */
  revoke(linkId: string, actorId: string, at: Date): Promise<LinkRecord | null>;
  findByTokenHash(tokenHash: string): Promise<FoundLink | null>;
  countView(linkId: string): Promise<void>;
  /** Whether a community lets links work; clips outside of communities may have them. */
  areAllowed(communityId: string | null): Promise<boolean>;
}
