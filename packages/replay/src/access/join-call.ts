import { ReplayError } from '../errors.ts';
import type { AccessStore } from '../ports/access-store.ts';
import type { CallTokens } from '../ports/call-rooms.ts';
import type { CallToken } from '../schemas/session-schemas.ts';
import type { Actor } from './actor.ts';
import { authorizeRoom } from './authorize-channel.ts';

interface JoinCallDeps {
  access: AccessStore;
  tokens: CallTokens;
}

/** Lets somebody into a call. @throws ReplayError ROOM_NOT_FOUND, UNAUTHENTICATED */
export async function joinCall(deps: JoinCallDeps, actor: Actor, roomName: string): Promise<CallToken> {
  const access = await authorizeRoom(deps, actor, roomName);
  const person = await deps.access.findPerson(actor.userId);
  if (!person) throw new ReplayError('UNAUTHENTICATED');
  const token = await deps.tokens.createToken({ roomName, identity: person.id, name: person.name });
  return {
    url: deps.tokens.url,
    token,
    identity: person.id,
    channelName: access.channel.name,
    communityId: access.community.id,
    communityName: access.community.name,
  };
}
