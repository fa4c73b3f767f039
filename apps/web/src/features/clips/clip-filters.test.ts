import { describe, expect, test } from 'vitest';
import { isFiltered, noFilters, parseClipFilters, toClipQuery, writeClipFilters } from './clip-filters.ts';

const chosen = { search: 'goal 100%', communityId: 'c1', fromDay: '2026-01-02', untilDay: '2026-01-02', sort: 'longest', page: 3 } as const;

describe('filters in the address', () => {
  test('come back as they were written', () => {
    const path = writeClipFilters(chosen);
    expect(parseClipFilters(new URL(path, 'http://localhost').searchParams)).toEqual(chosen);
    expect(writeClipFilters(noFilters)).toBe('/clips');
  });

  test.each(['page=0', 'page=x', 'page=1.5', 'from=yesterday', 'from=2026-99-99', 'sort=best', 'page=-1'])('%s is left out', (query) => {
    expect(parseClipFilters(new URLSearchParams(query))).toEqual(noFilters);
  });

  test('become one whole day of the viewer', () => {
    const { from, until } = toClipQuery(chosen);
    expect(new Date(until ?? 0).getTime() - new Date(from ?? 0).getTime()).toBe(24 * 60 * 60_000);
    expect(toClipQuery({ ...noFilters, search: '  ' })).toEqual({});
  });

  test('order and place are no filters', () => {
    expect(isFiltered({ ...noFilters, sort: 'oldest', page: 4 })).toBe(false);
    expect(isFiltered(chosen)).toBe(true);
  });
});
