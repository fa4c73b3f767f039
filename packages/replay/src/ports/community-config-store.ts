import type { CommunityConfig, CommunityConfigPatch } from '../schemas/admin-schemas.ts';

/** Settings as a community chose them, without what the instance decides. */
export type StoredCommunityConfig = Omit<CommunityConfig, 'bufferDurationSeconds'>;

/** The replay settings of communities. */
export interface CommunityConfigStore {
  /** The defaults for a community without a row. */
  get(communityId: string): Promise<StoredCommunityConfig>;
  /** `conflict`: somebody changed it since the version that the patch names. */
  patch(communityId: string, actorId: string, patch: CommunityConfigPatch): Promise<StoredCommunityConfig | 'conflict'>;
}
