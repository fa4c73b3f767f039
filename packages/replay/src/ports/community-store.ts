import type { PermissionName } from '../schemas/admin-schemas.ts';
import type { ChannelMemberView, ChannelPatch, ChannelView, MemberView, NewChannel, RoleView } from '../schemas/community-schemas.ts';

/** Communities, their roles, members and channels. `actorId` is written into the audit trail. */
export interface CommunityStore {
  /** With the roles every community starts with, its maker as admin, a text and a voice channel. */
  create(name: string, actorId: string): Promise<{ id: string; name: string }>;
  rename(communityId: string, name: string, actorId: string): Promise<{ id: string; name: string }>;
  find(communityId: string): Promise<{ id: string; name: string } | null>;
  getInvite(communityId: string): Promise<string>;
  resetInvite(communityId: string, actorId: string): Promise<string>;
  /** Ends the membership and what the person has running there. `last-admin`: nothing happened. */
  remove(communityId: string, userId: string, actorId: string): Promise<'removed' | 'no-member' | 'last-admin'>;
  listRoles(communityId: string): Promise<RoleView[]>;
  setPermissions(communityId: string, roleId: string, permissions: PermissionName[], actorId: string): Promise<RoleView | null>;
  listMembers(communityId: string, page: { limit: number; search: string; after?: string }): Promise<MemberView[]>;
  setRole(communityId: string, userId: string, roleId: string, actorId: string): Promise<'set' | 'no-member' | 'no-role' | 'last-admin'>;
  /** In the order they are shown. */
  listChannels(communityId: string): Promise<ChannelView[]>;
  findChannel(channelId: string): Promise<ChannelView | null>;
  /** Null: there is one of this kind and name. */
  createChannel(channel: NewChannel, actorId: string): Promise<ChannelView | null>;
  patchChannel(channelId: string, patch: ChannelPatch, actorId: string): Promise<ChannelView | 'name-taken' | 'gone'>;
  deleteChannel(channelId: string, actorId: string): Promise<'deleted' | 'gone' | 'in-use'>;
  listChannelMembers(channelId: string): Promise<ChannelMemberView[]>;
  /** False: not a member of the community. */
  addChannelMember(channel: ChannelView, userId: string, actorId: string): Promise<boolean>;
  removeChannelMember(channel: ChannelView, userId: string, actorId: string): Promise<void>;
}
