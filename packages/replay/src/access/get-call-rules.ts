import { longestCaptureSeconds } from '../captures/capture-window.ts';
import type { AccessStore } from '../ports/access-store.ts';
import type { CallRules } from '../schemas/call-schemas.ts';
import type { Actor } from './actor.ts';
import { authorizeRoom, mayEnter } from './authorize-channel.ts';
import { permissionsOf } from './permissions.ts';

export interface CallRulesDeps {
  access: AccessStore;
  /** See {@link longestCaptureSeconds}. */
  bufferDurationMs: number;
}

/** What the community allows in a call and what this person may do there. @throws ReplayError ROOM_NOT_FOUND */
export async function getCallRules(deps: CallRulesDeps, actor: Actor, roomName: string): Promise<CallRules> {
  const { community, membership, rules } = await authorizeRoom(deps, actor, roomName);
  const channels = await deps.access.listChannels(actor.userId);
  return {
    communityId: community.id,
    permissions: [...permissionsOf(actor, membership)],
    isInstanceAdmin: actor.isInstanceAdmin,
    ...rules,
    longestClipSeconds: longestCaptureSeconds(rules, deps.bufferDurationMs),
    textChannels: channels
      .filter((access) => access.community.id === community.id && access.channel.kind === 'TEXT' && mayEnter(actor, access))
      .map(({ channel: { id, name } }) => ({ id, name })),
  };
}
