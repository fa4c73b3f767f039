import type { PermissionName, WhoMayCapture } from '../schemas/admin-schemas.ts';
import type { Quality } from '../schemas/session-schemas.ts';

/** What a person is in a community. */
export interface Membership {
  communityId: string;
  communityName: string;
  roleName: string;
  permissions: PermissionName[];
}

/** The settings of a community that decide who may do what. */
export interface CommunityRules {
  enabled: boolean;
  defaultQuality: Quality;
  allowedQualities: Quality[];
  whoMayCapture: WhoMayCapture;
  startAutomatically: boolean;
  longestClipSeconds: number;
}

/** One channel, seen by one person. */
export interface ChannelAccess {
  channel: { id: string; name: string; kind: 'TEXT' | 'VOICE'; isPrivate: boolean };
  community: { id: string; name: string };
  rules: CommunityRules;
  /** Null: not a member of the community. */
  membership: Membership | null;
  /** Named in a private channel. */
  isChannelMember: boolean;
}

/** A person as others see them. */
export interface Person {
  id: string;
  name: string;
  email: string;
}

/** Reads who is what where. */
export interface AccessStore {
  findPerson(userId: string): Promise<Person | null>;
  findChannel(channelId: string, userId: string): Promise<ChannelAccess | null>;
  /** Every channel of every community the person belongs to, in the order they are shown. */
  listChannels(userId: string): Promise<ChannelAccess[]>;
  findMembership(communityId: string, userId: string): Promise<Membership | null>;
  listMemberships(
    userId: string,
  ): Promise<Array<Membership & { whoMayCapture: WhoMayCapture; replay: { enabled: boolean; maxConcurrent: number } }>>;
  communityExists(communityId: string): Promise<boolean>;
}
