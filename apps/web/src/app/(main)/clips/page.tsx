import { Stack, Title } from '@mantine/core';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { parseClipFilters, toClipPageInput, writeClipFilters } from '../../../features/clips/clip-filters.ts';
import { ClipList } from '../../../features/clips/clip-list.tsx';
import { QuotaBar } from '../../../features/clips/quota-bar.tsx';
import { createPrefetch } from '../../../server/prefetch.ts';
import { requireViewer } from '../../../server/viewer.ts';

export const metadata: Metadata = { title: 'My clips' };

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const query = await searchParams;
  const filters = parseClipFilters({ get: (name) => [query[name]].flat()[0] ?? null });
  await requireViewer(writeClipFilters(filters));
  const prefetch = await createPrefetch();
  await Promise.all([
    prefetch.quota.usage.prefetch(),
    // Days are those of the viewer's time zone, which only the browser knows.
    filters.fromDay === null && filters.untilDay === null && prefetch.clips.mine.prefetch(toClipPageInput(filters, filters.page)),
  ]);
  return (
    <HydrationBoundary state={prefetch.dehydrate()}>
      <Stack gap="lg">
        <Title order={1} size="h2">
          My clips
        </Title>
        <QuotaBar />
        <ClipList />
      </Stack>
    </HydrationBoundary>
  );
}
