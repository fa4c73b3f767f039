import { Stack, Text, Title } from '@mantine/core';
import { HydrationBoundary } from '@tanstack/react-query';
import { noFilters, toClipPageInput } from '../../features/clips/clip-filters.ts';
import { LatestClips } from '../../features/clips/latest-clips.tsx';
import { CommunityList } from '../../features/shell/community-list.tsx';
import { createPrefetch } from '../../server/prefetch.ts';
import { requireViewer } from '../../server/viewer.ts';

export default async function Page() {
  const viewer = await requireViewer('/');
  const prefetch = await createPrefetch();
  await prefetch.clips.mine.prefetch(toClipPageInput(noFilters, 1));
  return (
    <HydrationBoundary state={prefetch.dehydrate()}>
      <Stack gap="xl">
        <Stack gap={4}>
          <Title order={1} size="h2">
            Hello, {viewer.name}
          </Title>
          <Text c="dimmed">Join a call, share your screen, and capture what just happened.</Text>
        </Stack>
        <CommunityList />
        <LatestClips />
      </Stack>
    </HydrationBoundary>
  );
}
