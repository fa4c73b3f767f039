import type { InviteEnd, InviteLink, NewInvite } from '../schemas/invite-schemas.ts';

/** Links into communities: the lasting one that each community has, and those that end. */
export interface InviteStore {
  /** Where a code leads, and why it does not any more. Null: there is no such code. */
  find(code: string): Promise<{ communityId: string; name: string; ended: InviteEnd | null } | null>;
  /**
   * Makes somebody a member and counts the use; somebody who is one already stays what they are and uses nothing.
   * Two people cannot both be the last one whom a link lets in.
   */
  join(code: string, userId: string): Promise<{ communityId: string } | { ended: InviteEnd } | null>;
  /** Newest first; those that ended long ago are left out. */
  list(communityId: string): Promise<InviteLink[]>;
  create(invite: NewInvite, actorId: string): Promise<InviteLink>;
  /** False: the community has no such link, or it was taken back before. */
  revoke(communityId: string, inviteId: string, actorId: string): Promise<boolean>;
}
