import type { InviteEnd } from '../schemas/invite-schemas.ts';

/** What decides whether a link still lets people in. */
export interface InviteState {
  revokedAt: Date | null;
  expiresAt: Date | null;
  maxUses: number | null;
  uses: number;
}

/** Why a link leads nowhere any more; null: it works. */
export function inviteEnd({ revokedAt, expiresAt, maxUses, uses }: InviteState, now: Date): InviteEnd | null {
  if (revokedAt) return 'revoked';
  if (expiresAt && expiresAt <= now) return 'expired';
  if (maxUses !== null && uses >= maxUses) return 'used-up';
  return null;
}
