'use client';
import { Button, Group, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { EmptyState, ErrorState } from '@reprise/ui';
import { IconMovie } from '@tabler/icons-react';
import Link from 'next/link';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import { ClipCard } from './clip-card.tsx';
import { refreshClipEvery } from './refresh-clip.ts';

const pageSize = 24;
const columns = { base: 1, xs: 2, md: 3 };

/** One's own clips, newest first, a page at a time. */
export function ClipList() {
  const clips = trpc.clips.mine.useInfiniteQuery(
    { limit: pageSize },
    {
      getNextPageParam: (page) => page.nextCursor,
      initialCursor: 0,
      // The newest clip is the one whose pictures may be on their way.
      refetchInterval: ({ state }) => refreshClipEvery(state.data?.pages[0]?.clips[0], Date.now()),
    },
  );
  if (clips.isPending) {
    return (
      <SimpleGrid cols={columns} spacing="lg" aria-busy="true" aria-label="Loading your clips">
        {[0, 1, 2, 3, 4, 5].map((key) => (
          <Skeleton key={key} h={260} />
        ))}
      </SimpleGrid>
    );
  }
  if (clips.isError) {
    return (
      <ErrorState
        title="Your clips could not be loaded"
        text={describeError(clips.error)}
        onRetry={() => void clips.refetch()}
        isRetrying={clips.isFetching}
      />
    );
  }
  const all = clips.data.pages.flatMap((page) => page.clips);
  const total = clips.data.pages[0]?.total ?? 0;
  if (all.length === 0) {
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
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed" role="status">
        {total === 1 ? '1 clip' : `${total} clips`}
      </Text>
      <SimpleGrid component="ul" cols={columns} spacing="lg" p={0} m={0} style={{ listStyle: 'none' }}>
        {all.map((clip) => (
          <ClipCard key={clip.id} clip={clip} />
        ))}
      </SimpleGrid>
      {clips.hasNextPage ? (
        <Group justify="center">
          <Button variant="default" onClick={() => void clips.fetchNextPage()} loading={clips.isFetchingNextPage}>
            Show more
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}
