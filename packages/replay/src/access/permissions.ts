import { ReplayError } from '../errors.ts';
import type { Membership } from '../ports/access-store.ts';
import type { PermissionName } from '../schemas/admin-schemas.ts';
import type { Actor } from './actor.ts';

/** All permissions there are, in the order they are listed. */
export const allPermissions: readonly PermissionName[] = ['ENABLE_REPLAY_BUFFER', 'CAPTURE_REPLAY', 'MANAGE_REPLAY_LIMITS'];

/** What the roles of a new community may. */
export const defaultRolePermissions: Readonly<Record<'admin' | 'moderator' | 'member', readonly PermissionName[]>> = {
  // Whoever founds a community is its only member at first, and must be able to use it.
  admin: allPermissions,
  moderator: ['ENABLE_REPLAY_BUFFER', 'CAPTURE_REPLAY'],
  member: [],
};

/** The permissions of a person in a community: an instance admin has all of them everywhere. */
export function permissionsOf(actor: Actor, membership: Membership | null): readonly PermissionName[] {
  return actor.isInstanceAdmin ? allPermissions : (membership?.permissions ?? []);
}

/** @throws ReplayError PERMISSION_DENIED, naming the permission that is missing */
export function requirePermission(actor: Actor, membership: Membership | null, permission: PermissionName): void {
  if (!permissionsOf(actor, membership).includes(permission)) throw permissionDenied(permission);
}

/** @throws ReplayError PERMISSION_DENIED for everybody but instance admins */
export function requireInstanceAdmin(actor: Actor): void {
  if (!actor.isInstanceAdmin) throw permissionDenied('instance admin');
}

/** The refusal that names what is missing. */
export function permissionDenied(missing: PermissionName | 'instance admin' | 'community admin' | 'community moderator'): ReplayError {
  return new ReplayError('PERMISSION_DENIED', { message: `Permission denied - ${missing}`, details: { missing } });
}
