'use client';
import { Button, CloseButton, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ClipSort } from '@reprise/replay';
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react';
import { useId } from 'react';
import { trpc } from '../../trpc/react.tsx';
import classes from './clip-toolbar.module.css';
import { LONGEST_SEARCH, noFilters, parseClipSort } from './clip-filters.ts';
import type { FilterChoice } from './use-filter-draft.ts';

const sorts: Array<{ value: ClipSort; label: string }> = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'longest', label: 'Longest first' },
  { value: 'largest', label: 'Largest first' },
];
/** Years of four digits: as the address holds them. */
const LAST_DAY = '9999-12-31';

/** Search, filters and order; each change goes into the address bar and begins at the first page. A phone shows the search, and the rest when asked. */
export function ClipToolbar({ filters: { chosen, choose, type } }: { filters: FilterChoice }) {
  const communities = trpc.communities.list.useQuery();
  const isNarrowed = chosen.communityId !== null || chosen.fromDay !== null || chosen.untilDay !== null || chosen.sort !== noFilters.sort;
  const [isOpen, filters] = useDisclosure(isNarrowed);
  const filtersId = useId();
  const day = (label: string, value: string | null, onChange: (value: string | null) => void) => (
    <TextInput
      type="date"
      label={label}
      max={LAST_DAY}
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
        maxLength={LONGEST_SEARCH}
        value={chosen.search}
        onChange={(event) => type({ search: event.currentTarget.value })}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        rightSection={
          chosen.search === '' ? null : <CloseButton size="sm" aria-label="Clear the search" onClick={() => choose({ search: '' })} />
        }
      />
      <Button
        className={classes.opener}
        variant={isNarrowed ? 'light' : 'default'}
        leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden="true" />}
        aria-expanded={isOpen}
        aria-controls={filtersId}
        onClick={filters.toggle}
      >
        {isNarrowed ? 'Filters on' : 'Filters'}
      </Button>
      <div id={filtersId} className={classes.filters} data-open={isOpen}>
        <NativeSelect
          label="Community"
          data={[{ value: '', label: 'All' }, ...(communities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
          value={chosen.communityId ?? ''}
          onChange={(event) => choose({ communityId: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
        {day('From', chosen.fromDay, (fromDay) => type({ fromDay }))}
        {day('Until', chosen.untilDay, (untilDay) => type({ untilDay }))}
        <NativeSelect
          label="Order"
          data={sorts}
          value={chosen.sort}
          onChange={(event) => choose({ sort: parseClipSort(event.currentTarget.value) })}
        />
      </div>
    </Group>
  );
}
