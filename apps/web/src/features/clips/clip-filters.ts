import type { ClipSort } from '@reprise/replay';

/** What of one's clips is shown, as the address bar holds it. Days are YYYY-MM-DD of the viewer's own calendar. */
export interface ClipFilters {
  search: string;
  communityId: string | null;
  fromDay: string | null;
  untilDay: string | null;
  sort: ClipSort;
  /** The first page shown, from 1. */
  page: number;
}

export const noFilters: ClipFilters = { search: '', communityId: null, fromDay: null, untilDay: null, sort: 'newest', page: 1 };

/** Characters of a search. */
export const LONGEST_SEARCH = 200;

const sorts = ['newest', 'oldest', 'longest', 'largest'] as const satisfies ClipSort[];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads filters from an address; whatever makes no sense there is left out. */
export function parseClipFilters(query: Pick<URLSearchParams, 'get'>): ClipFilters {
  const page = Number(query.get('page') ?? '1');
  const dayOf = (name: string): string | null => {
    const day = query.get(name) ?? '';
    return DAY.test(day) && !Number.isNaN(Date.parse(day)) ? day : null;
  };
  return {
    search: (query.get('q') ?? '').slice(0, LONGEST_SEARCH),
    communityId: query.get('community') ?? null,
    fromDay: dayOf('from'),
    untilDay: dayOf('until'),
    sort: parseClipSort(query.get('sort')),
    page: Number.isInteger(page) && page >= 1 && page < 1_000_000 ? page : 1,
  };
}

/** An order by its name; the usual one where the name is none. */
export function parseClipSort(name: string | null): ClipSort {
  return sorts.find((sort) => sort === name) ?? 'newest';
}

/** Writes filters into an address: only what differs from the plain list. */
export function writeClipFilters(filters: ClipFilters): string {
  const query = new URLSearchParams();
  if (filters.search !== '') query.set('q', filters.search);
  if (filters.communityId !== null) query.set('community', filters.communityId);
  if (filters.fromDay !== null) query.set('from', filters.fromDay);
  if (filters.untilDay !== null) query.set('until', filters.untilDay);
  if (filters.sort !== 'newest') query.set('sort', filters.sort);
  if (filters.page > 1) query.set('page', String(filters.page));
  const text = query.toString();
  return text === '' ? '/clips' : `/clips?${text}`;
}

/** Whether anything but order and place is chosen. */
export function isFiltered({ search, communityId, fromDay, untilDay }: ClipFilters): boolean {
  return search.trim() !== '' || communityId !== null || fromDay !== null || untilDay !== null;
}

/** Clips of one page: rows of one, two, three and four are whole. */
export const CLIPS_PER_PAGE = 24;

/** What is asked for one page of the list, from 1. */
export function toClipPageInput(filters: ClipFilters, page: number) {
  return { ...toClipQuery(filters), limit: CLIPS_PER_PAGE, cursor: (page - 1) * CLIPS_PER_PAGE };
}

/** What the list asks the server: days become instants of the viewer's time zone, the last day included. */
export function toClipQuery(filters: ClipFilters) {
  const search = filters.search.trim();
  return {
    ...(search === '' ? {} : { search }),
    ...(filters.communityId === null ? {} : { communityId: filters.communityId }),
    ...(filters.fromDay === null ? {} : { from: startOfDay(filters.fromDay, 0) }),
    ...(filters.untilDay === null ? {} : { until: startOfDay(filters.untilDay, 1) }),
    ...(filters.sort === 'newest' ? {} : { sort: filters.sort }),
  };
}

function startOfDay(day: string, daysLater: number): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
