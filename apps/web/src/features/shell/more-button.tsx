'use client';
import { Button, Stack, Text } from '@mantine/core';
import { describeError } from '../../trpc/describe-error.ts';

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage: () => Promise<unknown>;
}

/** The way to the next page of a list, when there is one, and why it did not come. */
export function MoreButton({ pages, label = 'Show more', size = 'sm' }: { pages: Pages; label?: string; size?: 'xs' | 'sm' }) {
  if (!pages.hasNextPage) return null;
  return (
    <Stack align="center" gap="xs">
      {/* Away while it is tried again: the same words in the same place would not be read out twice. */}
      {pages.isFetchNextPageError && !pages.isFetchingNextPage ? (
        <Text size="sm" c="red" role="alert">
          {describeError(pages.error)}
        </Text>
      ) : null}
      <Button variant="default" size={size} onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
        {label}
      </Button>
    </Stack>
  );
}
