import { expect, test } from 'vitest';
import { noFilters } from './clip-filters.ts';
import { changeDraft, createFilterDraft, followAddress, nextAddress } from './filter-draft.ts';

const send = (draft: ReturnType<typeof createFilterDraft>) => ({ ...draft, underWay: [...draft.underWay, nextAddress(draft) ?? ''] });

test('what is chosen stays while the address comes after it, step by step', () => {
  const first = send(changeDraft(createFilterDraft(noFilters), { communityId: 'c1' }));
  const second = send(changeDraft(first, { sort: 'oldest' }));
  expect(second.underWay).toEqual(['/clips?community=c1', '/clips?community=c1&sort=oldest']);
  const half = followAddress(second, { ...noFilters, communityId: 'c1' });
  expect(half.filters).toMatchObject({ communityId: 'c1', sort: 'oldest' });
  expect(followAddress(half, { ...noFilters, communityId: 'c1', sort: 'oldest' })).toMatchObject({ filters: half.filters, underWay: [] });
});

test('an address may be passed over on the way to the next', () => {
  const draft = send(changeDraft(send(changeDraft(createFilterDraft(noFilters), { search: 'a' })), { search: 'ab' }));
  expect(followAddress(draft, { ...noFilters, search: 'ab' })).toMatchObject({ filters: { search: 'ab' }, underWay: [] });
});

test('an address that came from elsewhere wins', () => {
  const draft = send(changeDraft(createFilterDraft(noFilters), { search: 'goal' }));
  const arrived = followAddress(draft, { ...noFilters, search: 'goal' });
  expect(followAddress(arrived, noFilters)).toEqual(createFilterDraft(noFilters));
  expect(followAddress(draft, { ...noFilters, page: 2 })).toEqual(createFilterDraft({ ...noFilters, page: 2 }));
});

test('nothing is sent twice, and another choice begins at the first page', () => {
  const draft = createFilterDraft({ ...noFilters, page: 3 });
  expect(nextAddress(draft)).toBeUndefined();
  const typed = changeDraft(draft, { search: 'goal ' });
  expect(nextAddress(typed)).toBe('/clips?q=goal');
  expect(nextAddress(send(typed))).toBeUndefined();
  expect(followAddress(send(typed), { ...noFilters, search: 'goal' }).filters.search).toBe('goal ');
});
