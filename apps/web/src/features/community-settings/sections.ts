import type { CommunityDetails } from '../../trpc/types.ts';

/** The parts of a community's settings, by the last word of their address. */
export const sectionIds = ['replay', 'roles', 'members', 'channels', 'invites', 'usage', 'audit'] as const;
export type SectionId = (typeof sectionIds)[number];

/** Who may look into a part: everybody in the community, those who manage its limits, or its admins. */
type Audience = 'members' | 'managers' | 'admins';

/** What each part is called and who may look into it. */
export const sections = {
  replay: { label: 'Replay', audience: 'managers' },
  roles: { label: 'Roles', audience: 'members' },
  members: { label: 'Members', audience: 'members' },
  channels: { label: 'Channels', audience: 'admins' },
  invites: { label: 'Invitations', audience: 'admins' },
  usage: { label: 'Usage', audience: 'managers' },
  audit: { label: 'Audit trail', audience: 'managers' },
} as const satisfies Record<SectionId, { label: string; audience: Audience }>;

/** What somebody lacks to look into a part; null: nothing. */
export function missingFor(section: SectionId, community: Pick<CommunityDetails, 'isAdmin' | 'permissions'>): string | null {
  switch (sections[section].audience) {
    case 'members':
      return null;
    case 'managers':
      return community.permissions.includes('MANAGE_REPLAY_LIMITS') ? null : 'MANAGE_REPLAY_LIMITS';
    case 'admins':
      return community.isAdmin ? null : 'community admin';
  }
}

/** Whether a word of an address names a part. */
export function isSectionId(word: string): word is SectionId {
  return sectionIds.some((id) => id === word);
}
