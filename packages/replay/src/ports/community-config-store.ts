import type { CommunityConfig, CommunityConfigPatch } from '../schemas/admin-schemas.ts';

/** The replay settings of communities. */
export interface CommunityConfigStore {
  /** The defaults for a community without a row. */
  get(communityId: string): Promise<CommunityConfig>;
  /** `conflict`: somebody changed it since the version that the patch names. */
  patch(communityId: string, actorId: string, patch: CommunityConfigPatch): Promise<CommunityConfig | 'conflict'>;
}
