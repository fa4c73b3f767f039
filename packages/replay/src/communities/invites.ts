import type { Actor } from '../access/actor.ts';
import { authorizeCommunityAdmin } from '../access/authorize-community.ts';
import { ReplayError } from '../errors.ts';
import type { AccessStore } from '../ports/access-store.ts';
import type { InviteStore } from '../ports/invite-store.ts';
import type { InviteView } from '../schemas/community-schemas.ts';
import type { InviteEnd, InviteLink, NewInvite } from '../schemas/invite-schemas.ts';

export interface InviteDeps {
  access: AccessStore;
  invites: InviteStore;
}

/** What an invite leads to. @throws ReplayError COMMUNITY_NOT_FOUND, INVITE_ENDED for people who are not members */
export async function previewInvite(deps: InviteDeps, actor: Actor, inviteCode: string): Promise<InviteView> {
  const found = await deps.invites.find(inviteCode);
  if (!found) throw new ReplayError('COMMUNITY_NOT_FOUND');
  const isMember = (await deps.access.findMembership(found.communityId, actor.userId)) !== null;
  if (found.ended && !isMember) throw inviteEnded(found.ended);
  return { communityId: found.communityId, name: found.name, isMember };
}

/** @throws ReplayError COMMUNITY_NOT_FOUND, INVITE_ENDED */
export async function joinCommunity(deps: InviteDeps, actor: Actor, inviteCode: string): Promise<{ communityId: string }> {
  const joined = await deps.invites.join(inviteCode, actor.userId);
  if (!joined) throw new ReplayError('COMMUNITY_NOT_FOUND');
  if ('ended' in joined) throw inviteEnded(joined.ended);
  return joined;
}

/** The links that end, newest first. @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED */
export async function listInvites(deps: InviteDeps, actor: Actor, communityId: string): Promise<InviteLink[]> {
  await authorizeCommunityAdmin(deps, actor, communityId);
  return deps.invites.list(communityId);
}

/** @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED */
export async function createInvite(deps: InviteDeps, actor: Actor, invite: NewInvite): Promise<InviteLink> {
  await authorizeCommunityAdmin(deps, actor, invite.communityId);
  return deps.invites.create(invite, actor.userId);
}

/** Makes a link worthless; one that is so already stays as it is. @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED */
export async function revokeInvite(
  deps: InviteDeps,
  actor: Actor,
  { communityId, inviteId }: { communityId: string; inviteId: string },
): Promise<{ inviteId: string }> {
  await authorizeCommunityAdmin(deps, actor, communityId);
  await deps.invites.revoke(communityId, inviteId, actor.userId);
  return { inviteId };
}

const inviteEnded = (reason: InviteEnd): ReplayError => new ReplayError('INVITE_ENDED', { details: { reason } });
