'use client';
import { Button, Center, Group, Pagination, SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { EmptyState, ErrorState } from '@reprise/ui';
import { IconFilterOff, IconMovie } from '@tabler/icons-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { ClipCard } from './clip-card.tsx';
import { type ClipFilters, isFiltered, parseClipFilters, writeClipFilters } from './clip-filters.ts';
import classes from './clip-list.module.css';
import { nothingSelected, selectAll, toggleClip } from './clip-selection.ts';
import { ClipToolbar } from './clip-toolbar.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useClipPages } from './use-clip-pages.ts';
import { useFilterDraft } from './use-filter-draft.ts';

const columns = { base: 1, xs: 2, md: 3, xl: 4 };
/** Beyond this many pages one asks for the next by the button: what stands below the list must be reachable. */
const PAGES_BY_SCROLLING = 5;

/** One's own clips: searched, filtered, sorted, chosen and deleted. The address bar holds what is shown. */
export function ClipList() {
  const filters = parseClipFilters(useSearchParams() ?? new URLSearchParams());
  const choice = useFilterDraft(filters);
  return (
    <Stack gap="lg">
      <ClipToolbar filters={choice} />
      <div className={classes.pages} aria-busy={choice.isFollowing}>
        {/* Another list begins with its first pages and nothing chosen. */}
        <ClipPages key={writeClipFilters(filters)} filters={filters} />
      </div>
    </Stack>
  );
}

function ClipPages({ filters }: { filters: ClipFilters }) {
  const [pagesShown, setPagesShown] = useState(1);
  const [selection, setSelection] = useState(nothingSelected);
  const { clips, total, pageCount, isPending, isLoadingMore, error, hasMore, retry } = useClipPages(filters, pagesShown);
  const showMore = () => setPagesShown((count) => count + 1);
  if (isPending) return <LoadingClips />;
  if (clips.length === 0 && error === null && !hasMore) return <NoClips filters={filters} total={total} />;
  if (clips.length === 0 && error !== null) {
    return <ErrorState title="Your clips could not be loaded" text={describeError(error)} onRetry={retry} />;
  }
  const shownIds = clips.map(({ id }) => id);
  const selected = clips.filter(({ id }) => selection.ids.has(id));
  return (
    <Stack gap="lg">
      <SelectionBar
        total={total}
        selected={selected}
        isAllSelected={selected.length === clips.length && clips.length > 0}
        onSelectAll={() => setSelection(selectAll(shownIds))}
        onClear={() => setSelection(nothingSelected)}
      />
      <SimpleGrid component="ul" cols={columns} spacing="lg" p={0} m={0} style={{ listStyle: 'none' }} aria-label="Clips">
        {clips.map((clip) => (
          <ClipCard
            key={clip.id}
            clip={clip}
            choosing={{
              isSelected: selection.ids.has(clip.id),
              isSelecting: selected.length > 0,
              onToggle: (isRange) => setSelection((before) => toggleClip(before, shownIds, clip.id, isRange)),
            }}
          />
        ))}
      </SimpleGrid>
      {error === null ? null : <ErrorState title="Your clips could not be loaded" text={describeError(error)} onRetry={retry} />}
      {hasMore ? <MoreClips isLoading={isLoadingMore} isAutomatic={pagesShown < PAGES_BY_SCROLLING} onMore={showMore} /> : null}
      {pageCount > 1 ? (
        <Center component="nav" aria-label="Pages of clips">
          <Pagination
            total={pageCount}
            value={Math.min(filters.page, pageCount)}
            siblings={1}
            getItemProps={(page) => ({ component: Link, href: writeClipFilters({ ...filters, page }), 'aria-label': `Page ${page}` })}
            getControlProps={(control) => ({
              component: Link,
              href: writeClipFilters({ ...filters, page: control === 'next' ? filters.page + 1 : Math.max(1, filters.page - 1) }),
              'aria-label': control === 'next' ? 'Next page' : 'Previous page',
            })}
          />
        </Center>
      ) : null}
    </Stack>
  );
}

/** Fetches the next page when it comes into sight, or when pressed. */
function MoreClips({ isLoading, isAutomatic, onMore }: { isLoading: boolean; isAutomatic: boolean; onMore: () => void }) {
  const { ref, entry } = useIntersection({ rootMargin: '400px' });
  const isNear = entry?.isIntersecting === true;
  const more = useEffectEvent(onMore);
  useEffect(() => {
    if (isNear && isAutomatic && !isLoading) more();
  }, [isNear, isAutomatic, isLoading]);
  return (
    <Group justify="center" ref={ref}>
      <Button variant="default" onClick={onMore} loading={isLoading}>
        Show more
      </Button>
    </Group>
  );
}

function LoadingClips() {
  return (
    <SimpleGrid cols={columns} spacing="lg" aria-busy="true" aria-label="Loading your clips">
      {[0, 1, 2, 3, 4, 5].map((key) => (
        <Skeleton key={key} h={260} />
      ))}
    </SimpleGrid>
  );
}

function NoClips({ filters, total }: { filters: ClipFilters; total: number }) {
  if (isFiltered(filters) || (filters.page > 1 && total > 0)) {
    return (
      <EmptyState
        icon={<IconFilterOff size={28} />}
        title="No clips match"
        text="Try other words or another time, or look at all of them."
        action={
          <Button component={Link} href="/clips" variant="light">
            Show all clips
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={<IconMovie size={28} />}
      title="No clips yet"
      text="Join a call, enable the replay buffer while you share your screen, and press Capture when something great has happened."
      action={
        <Button component={Link} href="/">
          Find a call
        </Button>
      }
    />
  );
}
