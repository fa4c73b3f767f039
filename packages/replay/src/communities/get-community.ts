import type { Actor } from '../access/actor.ts';
import { authorizeMember } from '../access/authorize-community.ts';
import { permissionsOf } from '../access/permissions.ts';
import { ReplayError } from '../errors.ts';
import type { CommunityDetails } from '../schemas/community-schemas.ts';
import type { CommunityDeps } from './membership.ts';

/** A community and what the actor is there. @throws ReplayError COMMUNITY_NOT_FOUND */
export async function getCommunity(deps: CommunityDeps, actor: Actor, communityId: string): Promise<CommunityDetails> {
  const membership = await authorizeMember(deps, actor, communityId);
  const found = await deps.communities.find(communityId);
  if (!found) throw new ReplayError('COMMUNITY_NOT_FOUND');
  return {
    ...found,
    role: membership?.roleName ?? null,
    permissions: [...permissionsOf(actor, membership)],
    isAdmin: actor.isInstanceAdmin || membership?.roleName === 'admin',
  };
}
