'use client';
import { CloseButton, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import type { ClipSort } from '@reprise/replay';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { trpc } from '../../trpc/react.tsx';
import classes from './clip-toolbar.module.css';
import { type ClipFilters, parseClipSort, writeClipFilters } from './clip-filters.ts';

const sorts: Array<{ value: ClipSort; label: string }> = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'longest', label: 'Longest first' },
  { value: 'largest', label: 'Largest first' },
];
/** While somebody types, the list waits. */
const TYPING_MS = 250;

/** Search, filters and order; each change goes into the address bar and begins at the first page. */
export function ClipToolbar({ filters }: { filters: ClipFilters }) {
  const router = useRouter();
  const communities = trpc.communities.list.useQuery();
  const [search, setSearch] = useState(filters.search);
  const change = (changed: Partial<ClipFilters>) =>
    router.replace(writeClipFilters({ ...filters, page: 1, ...changed }), { scroll: false });
  const searchLater = useDebouncedCallback((text: string) => change({ search: text.trim() }), TYPING_MS);
  const type = (text: string) => {
    setSearch(text);
    searchLater(text);
  };
  const day = (label: string, value: string | null, onChange: (value: string | null) => void) => (
    <TextInput
      type="date"
      label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
    />
  );
  return (
    <Group component="search" className={classes.toolbar} align="end" gap="sm" aria-label="Find clips">
      <TextInput
        className={classes.search}
        label="Search"
        placeholder="Part of a title"
        value={search}
        onChange={(event) => type(event.currentTarget.value)}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        rightSection={search === '' ? null : <CloseButton size="sm" aria-label="Clear the search" onClick={() => type('')} />}
      />
      <NativeSelect
        label="Community"
        data={[{ value: '', label: 'All' }, ...(communities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        value={filters.communityId ?? ''}
        onChange={(event) => change({ communityId: event.currentTarget.value === '' ? null : event.currentTarget.value })}
      />
      {day('From', filters.fromDay, (fromDay) => change({ fromDay }))}
      {day('Until', filters.untilDay, (untilDay) => change({ untilDay }))}
      <NativeSelect
        label="Order"
        data={sorts}
        value={filters.sort}
        onChange={(event) => change({ sort: parseClipSort(event.currentTarget.value) })}
      />
    </Group>
  );
}
