import type { Actor } from '../access/actor.ts';
import { authorizeCommunityAdmin } from '../access/authorize-community.ts';
import { ReplayError } from '../errors.ts';
import type { ChannelMemberView, ChannelPatch, ChannelView, NewChannel } from '../schemas/community-schemas.ts';
import type { CommunityDeps } from './membership.ts';

const NAME_TAKEN = 'There is a channel of this name already';
const IN_USE = 'Somebody is recording in this channel';

/** Every channel, private ones too. @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED */
export async function listChannels(deps: CommunityDeps, actor: Actor, communityId: string): Promise<ChannelView[]> {
  await authorizeCommunityAdmin(deps, actor, communityId);
  return deps.communities.listChannels(communityId);
}

/** @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED, CONFLICT when the name is taken */
export async function createChannel(deps: CommunityDeps, actor: Actor, channel: NewChannel): Promise<ChannelView> {
  await authorizeCommunityAdmin(deps, actor, channel.communityId);
  const created = await deps.communities.createChannel(channel, actor.userId);
  if (!created) throw new ReplayError('CONFLICT', { message: NAME_TAKEN });
  return created;
}

/** @throws ReplayError CHANNEL_NOT_FOUND, PERMISSION_DENIED, CONFLICT when the name is taken */
export async function patchChannel(deps: CommunityDeps, actor: Actor, channelId: string, patch: ChannelPatch): Promise<ChannelView> {
  await authorizeChannelAdmin(deps, actor, channelId);
  const result = await deps.communities.patchChannel(channelId, patch, actor.userId);
  if (result === 'gone') throw new ReplayError('CHANNEL_NOT_FOUND');
  if (result === 'name-taken') throw new ReplayError('CONFLICT', { message: NAME_TAKEN });
  return result;
}

/** Deletes a channel with its messages; clips stay in their owners' libraries. @throws ReplayError CHANNEL_NOT_FOUND, PERMISSION_DENIED, CONFLICT */
export async function deleteChannel(deps: CommunityDeps, actor: Actor, channelId: string): Promise<{ id: string }> {
  await authorizeChannelAdmin(deps, actor, channelId);
  const result = await deps.communities.deleteChannel(channelId, actor.userId);
  if (result === 'gone') throw new ReplayError('CHANNEL_NOT_FOUND');
  if (result === 'in-use') throw new ReplayError('CONFLICT', { message: IN_USE });
  return { id: channelId };
}

/** Who is named in a private channel. @throws ReplayError CHANNEL_NOT_FOUND, PERMISSION_DENIED */
export async function listChannelMembers(deps: CommunityDeps, actor: Actor, channelId: string): Promise<ChannelMemberView[]> {
  await authorizeChannelAdmin(deps, actor, channelId);
  return deps.communities.listChannelMembers(channelId);
}

/** @throws ReplayError CHANNEL_NOT_FOUND, PERMISSION_DENIED, USER_NOT_FOUND for people outside the community */
export async function addChannelMember(deps: CommunityDeps, actor: Actor, channelId: string, userId: string): Promise<{ userId: string }> {
  const channel = await authorizeChannelAdmin(deps, actor, channelId);
  if (!(await deps.communities.addChannelMember(channel, userId, actor.userId))) throw new ReplayError('USER_NOT_FOUND');
  return { userId };
}

/** @throws ReplayError CHANNEL_NOT_FOUND, PERMISSION_DENIED */
export async function removeChannelMember(
  deps: CommunityDeps,
  actor: Actor,
  channelId: string,
  userId: string,
): Promise<{ userId: string }> {
  const channel = await authorizeChannelAdmin(deps, actor, channelId);
  await deps.communities.removeChannelMember(channel, userId, actor.userId);
  return { userId };
}

async function authorizeChannelAdmin(deps: CommunityDeps, actor: Actor, channelId: string): Promise<ChannelView> {
  const channel = await deps.communities.findChannel(channelId);
  if (!channel) throw new ReplayError('CHANNEL_NOT_FOUND');
  await authorizeCommunityAdmin(deps, actor, channel.communityId).catch((cause: unknown) => {
    const isHidden = cause instanceof ReplayError && cause.code === 'COMMUNITY_NOT_FOUND';
    throw isHidden ? new ReplayError('CHANNEL_NOT_FOUND', { cause }) : cause;
  });
  return channel;
}
