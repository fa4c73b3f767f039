'use client';
import { Anchor, Group, SimpleGrid, Skeleton, Stack, Title } from '@mantine/core';
import { ErrorState } from '@reprise/ui';
import Link from 'next/link';
import { describeError } from '../../trpc/describe-error.ts';
import { ClipCard } from './clip-card.tsx';
import { noFilters } from './clip-filters.ts';
import { useClipPages } from './use-clip-pages.ts';

const columns = { base: 1, sm: 3 };
const SHOWN = 3;

/** The newest of one's own clips, with the way to all of them; nothing for somebody who has none yet. */
export function LatestClips() {
  // The first page of My clips: whoever goes on to it finds it there.
  const { clips, isPending, error, retry } = useClipPages(noFilters, 1);
  if (error !== null && clips.length === 0) {
    return <ErrorState title="Your clips could not be loaded" text={describeError(error)} onRetry={retry} />;
  }
  if (!isPending && clips.length === 0) return null;
  return (
    <Stack component="section" gap="sm" aria-labelledby="latest-clips" aria-busy={isPending}>
      <Group justify="space-between" align="baseline">
        <Title order={2} size="h4" id="latest-clips">
          Your latest clips
        </Title>
        <Anchor component={Link} href="/clips" size="sm">
          All clips
        </Anchor>
      </Group>
      <SimpleGrid component="ul" cols={columns} spacing="md" p={0} m={0} style={{ listStyle: 'none' }} aria-labelledby="latest-clips">
        {isPending
          ? Array.from({ length: SHOWN }, (_, index) => <Skeleton key={index} component="li" h={200} />)
          : clips.slice(0, SHOWN).map((clip) => <ClipCard key={clip.id} clip={clip} />)}
      </SimpleGrid>
    </Stack>
  );
}
