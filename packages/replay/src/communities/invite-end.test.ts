import { describe, expect, test } from 'vitest';
import { inviteEnd, type InviteState } from './invite-end.ts';

const now = new Date('2026-11-21T12:00:00Z');
const fresh: InviteState = { revokedAt: null, expiresAt: null, maxUses: null, uses: 0 };

describe('inviteEnd', () => {
  test.each<[string, Partial<InviteState>, ReturnType<typeof inviteEnd>]>([
    ['without any limit', { uses: 5000 }, null],
    ['with a use left', { maxUses: 2, uses: 1 }, null],
    ['with no use left', { maxUses: 2, uses: 2 }, 'used-up'],
    ['a millisecond before its end', { expiresAt: new Date(now.getTime() + 1) }, null],
    ['at its end', { expiresAt: now }, 'expired'],
    ['taken back, whatever else', { revokedAt: now, expiresAt: now, maxUses: 1, uses: 1 }, 'revoked'],
  ])('%s', (_what, state, end) => {
    expect(inviteEnd({ ...fresh, ...state }, now)).toBe(end);
  });
});
