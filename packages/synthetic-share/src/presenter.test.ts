import { expect, it } from 'vitest';
import { hasAudience } from './presenter.ts';

const seen = { hidden: false, recorder: false };

it.each([
  ['an empty room', [], false],
  ['the presenter alone', [{ identity: 'presenter', permission: seen }], false],
  ['a recorder', [{ identity: 'rec-1-1', permission: { hidden: true, recorder: true } }], false],
  ['a hidden guest', [{ identity: 'ghost', permission: { hidden: true, recorder: false } }], false],
  ['a member', [{ identity: 'member', permission: seen }], true],
  ['a member whose permissions are not told', [{ identity: 'member' }], true],
])('%s', (_, occupants, expected) => {
  expect(hasAudience(occupants, 'presenter')).toBe(expected);
});
