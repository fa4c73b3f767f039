import { ReplayError } from '../errors.ts';
import type { AccessStore, ChannelAccess } from '../ports/access-store.ts';
import type { LiveInput } from '../schemas/event-schemas.ts';
import type { Actor } from './actor.ts';
import { authorizeMember } from './authorize-community.ts';

/** What a live subscription follows beside one's own things. */
export type LivePlaces = Pick<LiveInput, 'communityIds' | 'roomName' | 'channelId'>;

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
 * The live topics a person may follow: their own, those of communities they belong to with the calls there that they may
 * join, a room's they may join (with its community's), a text channel's they may read.
 * @throws ReplayError COMMUNITY_NOT_FOUND, ROOM_NOT_FOUND, CHANNEL_NOT_FOUND
 */
export async function listTopics(deps: AccessDeps, actor: Actor, places: LivePlaces): Promise<string[]> {
  const { communityIds, roomName, channelId } = places;
  const topics = [`user:${actor.userId}`];
  if (communityIds !== undefined) topics.push(...(await listCommunityTopics(deps, actor, new Set(communityIds))));
  if (roomName !== undefined) {
    const { community } = await authorizeRoom(deps, actor, roomName);
    // The community's settings decide what may be done in the room.
    topics.push(`room:${roomName}`, `community:${community.id}`);
  }
  if (channelId !== undefined) {
    await authorizeTextChannel(deps, actor, channelId);
    topics.push(`channel:${channelId}`);
  }
  return [...new Set(topics)];
}

async function listCommunityTopics(deps: AccessDeps, actor: Actor, communityIds: ReadonlySet<string>): Promise<string[]> {
  const mine = new Set((await deps.access.listMemberships(actor.userId)).map((membership) => membership.communityId));
  for (const communityId of communityIds) if (!mine.has(communityId)) await authorizeMember(deps, actor, communityId);
  const calls = (await deps.access.listChannels(actor.userId)).filter(
    (found) => found.channel.kind === 'VOICE' && communityIds.has(found.community.id) && mayEnter(actor, found),
  );
  return [...[...communityIds].map((id) => `community:${id}`), ...calls.map(({ channel }) => `presence:${channel.id}`)];
}
