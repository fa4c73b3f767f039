import { ReplayError } from '../errors.ts';
import type { AccessStore, Membership } from '../ports/access-store.ts';
import type { Actor } from './actor.ts';
import { permissionDenied, requirePermission } from './permissions.ts';

interface AccessDeps {
  access: AccessStore;
}

/**
 * A community the actor belongs to; instance admins belong everywhere.
 * @throws ReplayError COMMUNITY_NOT_FOUND, also for communities the actor may not see
 */
export async function authorizeMember(deps: AccessDeps, actor: Actor, communityId: string): Promise<Membership | null> {
  const membership = await deps.access.findMembership(communityId, actor.userId);
  if (!membership && !(actor.isInstanceAdmin && (await deps.access.communityExists(communityId))))
    throw new ReplayError('COMMUNITY_NOT_FOUND');
  return membership;
}

/** Who may change limits and read the audit trail. @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED */
export async function authorizeManager(deps: AccessDeps, actor: Actor, communityId: string): Promise<void> {
  requirePermission(actor, await authorizeMember(deps, actor, communityId), 'MANAGE_REPLAY_LIMITS');
}

/** Who may change roles, members and channels. @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED */
export async function authorizeCommunityAdmin(deps: AccessDeps, actor: Actor, communityId: string): Promise<void> {
  const membership = await authorizeMember(deps, actor, communityId);
  if (!actor.isInstanceAdmin && membership?.roleName !== 'admin') throw permissionDenied('community admin');
}
