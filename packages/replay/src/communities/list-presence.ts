import type { Actor } from '../access/actor.ts';
import { mayEnter } from '../access/authorize-channel.ts';
import type { AccessStore } from '../ports/access-store.ts';
import type { CallPresences } from '../ports/call-presence.ts';
import type { CallPresence } from '../schemas/presence-schemas.ts';

interface PresenceDeps {
  access: AccessStore;
  presences: CallPresences;
}

/** Who is in the calls one may join; calls with nobody in them are left out. @throws ReplayError LIVEKIT_UNREACHABLE */
export async function listPresence({ access, presences }: PresenceDeps, actor: Actor): Promise<CallPresence[]> {
  const channels = await access.listChannels(actor.userId);
  const rooms = channels.filter((found) => found.channel.kind === 'VOICE' && mayEnter(actor, found)).map((found) => found.channel.id);
  return rooms.length === 0 ? [] : presences.list(rooms);
}
