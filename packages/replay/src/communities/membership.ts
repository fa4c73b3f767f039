import type { Actor } from '../access/actor.ts';
import { authorizeCommunityAdmin, authorizeMember } from '../access/authorize-community.ts';
import { ReplayError } from '../errors.ts';
import type { AccessStore } from '../ports/access-store.ts';
import type { CommunityStore } from '../ports/community-store.ts';
import type { PermissionName } from '../schemas/admin-schemas.ts';
import type { MemberPage, MemberPageInput, RoleView } from '../schemas/community-schemas.ts';

export interface CommunityDeps {
  access: AccessStore;
  communities: CommunityStore;
}

const NEEDS_ADMIN = 'A community needs an admin';

/** Anybody may; the maker is its admin. */
export function createCommunity(deps: CommunityDeps, actor: Actor, name: string): Promise<{ id: string; name: string }> {
  return deps.communities.create(name, actor.userId);
}

/** Names need not be unique. @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED */
export async function renameCommunity(
  deps: CommunityDeps,
  actor: Actor,
  communityId: string,
  name: string,
): Promise<{ id: string; name: string }> {
  await authorizeCommunityAdmin(deps, actor, communityId);
  return deps.communities.rename(communityId, name, actor.userId);
}

/** @throws ReplayError COMMUNITY_NOT_FOUND, CONFLICT for the last admin */
export async function leaveCommunity(deps: CommunityDeps, actor: Actor, communityId: string): Promise<{ communityId: string }> {
  const result = await deps.communities.remove(communityId, actor.userId, actor.userId);
  if (result === 'no-member') throw new ReplayError('COMMUNITY_NOT_FOUND');
  if (result === 'last-admin') throw new ReplayError('CONFLICT', { message: NEEDS_ADMIN });
  return { communityId };
}

/** The code of the invite link. @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED */
export async function getInvite(deps: CommunityDeps, actor: Actor, communityId: string): Promise<{ inviteCode: string }> {
  await authorizeCommunityAdmin(deps, actor, communityId);
  return { inviteCode: await deps.communities.getInvite(communityId) };
}

/** Makes the old link worthless. @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED */
export async function resetInvite(deps: CommunityDeps, actor: Actor, communityId: string): Promise<{ inviteCode: string }> {
  await authorizeCommunityAdmin(deps, actor, communityId);
  return { inviteCode: await deps.communities.resetInvite(communityId, actor.userId) };
}

/** The permission matrix. @throws ReplayError COMMUNITY_NOT_FOUND */
export async function listRoles(deps: CommunityDeps, actor: Actor, communityId: string): Promise<RoleView[]> {
  await authorizeMember(deps, actor, communityId);
  return deps.communities.listRoles(communityId);
}

/** @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED, ROLE_NOT_FOUND */
export async function setRolePermissions(
  deps: CommunityDeps,
  actor: Actor,
  { communityId, roleId, permissions }: { communityId: string; roleId: string; permissions: PermissionName[] },
): Promise<RoleView> {
  await authorizeCommunityAdmin(deps, actor, communityId);
  const role = await deps.communities.setPermissions(communityId, roleId, [...new Set(permissions)], actor.userId);
  if (!role) throw new ReplayError('ROLE_NOT_FOUND');
  return role;
}

/** @throws ReplayError COMMUNITY_NOT_FOUND */
export async function listMembers(deps: CommunityDeps, actor: Actor, page: MemberPageInput): Promise<MemberPage> {
  await authorizeMember(deps, actor, page.communityId);
  const { communityId, limit, search, cursor } = page;
  const found = await deps.communities.listMembers(communityId, { limit: limit + 1, search, ...(cursor && { after: cursor }) });
  const members = found.slice(0, page.limit);
  return { members, nextCursor: found.length > page.limit ? (members.at(-1)?.userId ?? null) : null };
}

/** @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED, USER_NOT_FOUND, ROLE_NOT_FOUND, CONFLICT for the last admin */
export async function setMemberRole(
  deps: CommunityDeps,
  actor: Actor,
  { communityId, userId, roleId }: { communityId: string; userId: string; roleId: string },
): Promise<{ userId: string; roleId: string }> {
  await authorizeCommunityAdmin(deps, actor, communityId);
  const result = await deps.communities.setRole(communityId, userId, roleId, actor.userId);
  if (result === 'no-member') throw new ReplayError('USER_NOT_FOUND');
  if (result === 'no-role') throw new ReplayError('ROLE_NOT_FOUND');
  if (result === 'last-admin') throw new ReplayError('CONFLICT', { message: NEEDS_ADMIN });
  return { userId, roleId };
}

/** Also stops what the person records there. @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED, USER_NOT_FOUND, CONFLICT for the last admin */
export async function removeMember(deps: CommunityDeps, actor: Actor, communityId: string, userId: string): Promise<{ userId: string }> {
  await authorizeCommunityAdmin(deps, actor, communityId);
  const result = await deps.communities.remove(communityId, userId, actor.userId);
  if (result === 'no-member') throw new ReplayError('USER_NOT_FOUND');
  if (result === 'last-admin') throw new ReplayError('CONFLICT', { message: NEEDS_ADMIN });
  return { userId };
}
