import { type ClipFilters, writeClipFilters } from './clip-filters.ts';

/** Filters as somebody chooses them, which may be ahead of the address bar. */
export interface FilterDraft {
  filters: ClipFilters;
  /** The address as it was last seen. */
  address: string;
  /** Addresses it was sent to and has not come to yet, oldest first. */
  underWay: readonly string[];
}

/** A draft that is where the address is. */
export function createFilterDraft(filters: ClipFilters): FilterDraft {
  return { filters, address: writeClipFilters(filters), underWay: [] };
}

/** The draft once the address holds `filters`: what it was sent to is no news, anything else (a link, the way back) wins. */
export function followAddress(draft: FilterDraft, filters: ClipFilters): FilterDraft {
  const address = writeClipFilters(filters);
  if (address === draft.address) return draft;
  const arrived = draft.underWay.indexOf(address);
  return arrived < 0 ? createFilterDraft(filters) : { ...draft, address, underWay: draft.underWay.slice(arrived + 1) };
}

/** The draft with something else chosen; another list begins at its first page. */
export function changeDraft(draft: FilterDraft, changed: Partial<ClipFilters>): FilterDraft {
  return { ...draft, filters: { ...draft.filters, ...changed, page: 1 } };
}

/** Where the address must be sent; undefined: it is there or on its way. */
export function nextAddress({ filters, address, underWay }: FilterDraft): string | undefined {
  const wanted = writeClipFilters({ ...filters, search: filters.search.trim() });
  return wanted === (underWay.at(-1) ?? address) ? undefined : wanted;
}
