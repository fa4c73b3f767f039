import type { AccessStore } from '../ports/access-store.ts';
import type { CallRules } from '../schemas/call-schemas.ts';
import type { Actor } from './actor.ts';
import { authorizeRoom, mayEnter } from './authorize-channel.ts';
import { permissionsOf } from './permissions.ts';

/** What the community allows in a call and what this person may do there. @throws ReplayError ROOM_NOT_FOUND */
export async function getCallRules(deps: { access: AccessStore }, actor: Actor, roomName: string): Promise<CallRules> {
  const { community, membership, rules } = await authorizeRoom(deps, actor, roomName);
  const channels = await deps.access.listChannels(actor.userId);
  return {
    communityId: community.id,
    permissions: [...permissionsOf(actor, membership)],
    isInstanceAdmin: actor.isInstanceAdmin,
    ...rules,
    textChannels: channels
      .filter((access) => access.community.id === community.id && access.channel.kind === 'TEXT' && mayEnter(actor, access))
      .map(({ channel: { id, name } }) => ({ id, name })),
  };
}
