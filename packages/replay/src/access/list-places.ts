import { ReplayError } from '../errors.ts';
import type { AccessStore } from '../ports/access-store.ts';
import type { CommunityView, Me, PermissionName } from '../schemas/admin-schemas.ts';
import type { Room } from '../schemas/session-schemas.ts';
import type { Actor } from './actor.ts';
import { mayEnter } from './authorize-channel.ts';
import { permissionsOf } from './permissions.ts';

interface PlacesDeps {
  access: AccessStore;
}

/** The signed-in person. @throws ReplayError UNAUTHENTICATED when the account is gone */
export async function getMe(deps: PlacesDeps, actor: Actor): Promise<Me> {
  const person = await deps.access.findPerson(actor.userId);
  if (!person) throw new ReplayError('UNAUTHENTICATED');
  return { ...person, isInstanceAdmin: actor.isInstanceAdmin };
}

/** The communities one belongs to, with the channels one may enter. */
export async function listCommunities(deps: PlacesDeps, actor: Actor): Promise<CommunityView[]> {
  const [memberships, channels] = await Promise.all([deps.access.listMemberships(actor.userId), deps.access.listChannels(actor.userId)]);
  return memberships.map((membership) => ({
    id: membership.communityId,
    name: membership.communityName,
    role: membership.roleName,
    permissions: [...permissionsOf(actor, membership)],
    whoMayCapture: membership.whoMayCapture,
    replay: membership.replay,
    channels: channels
      .filter((access) => access.community.id === membership.communityId && mayEnter(actor, access))
      .map(({ channel: { id, name, kind, isPrivate } }) => ({ id, name, kind, isPrivate })),
  }));
}

/** The calls one may join. */
export async function listRooms(deps: PlacesDeps, actor: Actor): Promise<Room[]> {
  const channels = await deps.access.listChannels(actor.userId);
  return channels
    .filter((access) => access.channel.kind === 'VOICE' && mayEnter(actor, access))
    .map((access) => ({
      roomName: access.channel.id,
      channelName: access.channel.name,
      communityId: access.community.id,
      communityName: access.community.name,
    }));
}

/** What a person may do, community by community: for operators who ask why somebody was refused. */
export async function findUserPermissions(
  deps: PlacesDeps,
  userId: string,
): Promise<Array<{ communityId: string; communityName: string; role: string; permissions: PermissionName[] }>> {
  const memberships = await deps.access.listMemberships(userId);
  return memberships.map(({ communityId, communityName, roleName, permissions }) => ({
    communityId,
    communityName,
    role: roleName,
    permissions,
  }));
}
