import { describe, expect, test } from 'vitest';
import { isSectionId, missingFor, sectionIds } from './sections.ts';

const member = { isAdmin: false, permissions: [] };
const manager = { isAdmin: false, permissions: ['MANAGE_REPLAY_LIMITS' as const] };
const admin = { isAdmin: true, permissions: [] };

describe('missingFor', () => {
  test.each([
    [
      'a member',
      member,
      ['MANAGE_REPLAY_LIMITS', null, null, 'community admin', 'community admin', 'MANAGE_REPLAY_LIMITS', 'MANAGE_REPLAY_LIMITS'],
    ],
    ['who manages limits', manager, [null, null, null, 'community admin', 'community admin', null, null]],
    [
      'an admin without that permission',
      admin,
      ['MANAGE_REPLAY_LIMITS', null, null, null, null, 'MANAGE_REPLAY_LIMITS', 'MANAGE_REPLAY_LIMITS'],
    ],
  ])('%s', (_who, community, missing) => {
    expect(sectionIds.map((id) => missingFor(id, community))).toEqual(missing);
  });
});

test('only words of the list name a part', () => {
  expect(['replay', 'toString', ''].map(isSectionId)).toEqual([true, false, false]);
});
