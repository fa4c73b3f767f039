'use client';
import { useDebouncedCallback } from '@mantine/hooks';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import type { ClipFilters } from './clip-filters.ts';
import { changeDraft, createFilterDraft, followAddress, nextAddress, type FilterDraft } from './filter-draft.ts';

/** While somebody types, the list waits. */
const TYPING_MS = 250;

/** Filters on their way into the address bar. */
export interface FilterChoice {
  /** As they were chosen last, which the address may not hold yet. */
  chosen: ClipFilters;
  /** Changes some of them at once. */
  choose: (changed: Partial<ClipFilters>) => void;
  /** Changes some of them once no more is typed. */
  type: (changed: Partial<ClipFilters>) => void;
  /** Whether the address has yet to come to what was chosen. */
  isFollowing: boolean;
}

/** Shows a choice as soon as it is made and sends the address after it. */
export function useFilterDraft(filters: ClipFilters): FilterChoice {
  const router = useRouter();
  const [isFollowing, startFollowing] = useTransition();
  const [known, setKnown] = useState(() => createFilterDraft(filters));
  const draft = followAddress(known, filters);
  if (draft !== known) setKnown(draft);

  function send(next: FilterDraft) {
    const address = nextAddress(next);
    setKnown(address === undefined ? next : { ...next, underWay: [...next.underWay, address] });
    if (address !== undefined) startFollowing(() => router.replace(address, { scroll: false }));
  }
  const sendLater = useDebouncedCallback(() => send(draft), TYPING_MS);
  return {
    chosen: draft.filters,
    choose: (changed) => send(changeDraft(draft, changed)),
    type: (changed) => {
      setKnown(changeDraft(draft, changed));
      sendLater();
    },
    isFollowing,
  };
}
