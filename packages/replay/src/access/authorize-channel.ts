import { ReplayError } from '../errors.ts';
import type { AccessStore, ChannelAccess } from '../ports/access-store.ts';
import type { LiveInput } from '../schemas/event-schemas.ts';
import type { Actor } from './actor.ts';

/** What a live subscription follows beside one's own things. */
export type LivePlaces = Pick<LiveInput, 'roomName' | 'channelId'>;

interface AccessDeps {
  access: AccessStore;
}

/** Whether a person may enter a channel: members, and in a private one those named in it and the community's admins. */
export function mayEnter(actor: Actor, access: ChannelAccess): boolean {
  if (actor.isInstanceAdmin) return true;
  if (!access.membership) return false;
  return !access.channel.isPrivate || access.isChannelMember || access.membership.roleName === 'admin';
}

/**
 * The call behind a LiveKit room's name, for somebody who may join it.
 * @throws ReplayError ROOM_NOT_FOUND, also for rooms the actor may not see
 */
export async function authorizeRoom(deps: AccessDeps, actor: Actor, roomName: string): Promise<ChannelAccess> {
  const access = await deps.access.findChannel(roomName, actor.userId);
  if (!access || access.channel.kind !== 'VOICE' || !mayEnter(actor, access)) throw new ReplayError('ROOM_NOT_FOUND');
  return access;
}

/**
 * A text channel the actor may write in.
 * @throws ReplayError CHANNEL_NOT_FOUND, also for channels the actor may not see
 */
export async function authorizeTextChannel(deps: AccessDeps, actor: Actor, channelId: string): Promise<ChannelAccess> {
  const access = await deps.access.findChannel(channelId, actor.userId);
  if (!access || access.channel.kind !== 'TEXT' || !mayEnter(actor, access)) throw new ReplayError('CHANNEL_NOT_FOUND');
  return access;
}

/**
 * The live topics a person may follow: their own, a room's they may join with its community's, a text channel's they may read.
 * @throws ReplayError ROOM_NOT_FOUND, CHANNEL_NOT_FOUND
 */
export async function listTopics(deps: AccessDeps, actor: Actor, places: LivePlaces): Promise<string[]> {
  const { roomName, channelId } = places;
  const topics = [`user:${actor.userId}`];
  if (roomName !== undefined) {
    const { community } = await authorizeRoom(deps, actor, roomName);
    // What the community changes takes effect in its calls at once.
    topics.push(`room:${roomName}`, `community:${community.id}`);
  }
  if (channelId !== undefined) {
    await authorizeTextChannel(deps, actor, channelId);
    topics.push(`channel:${channelId}`);
  }
  return topics;
}
