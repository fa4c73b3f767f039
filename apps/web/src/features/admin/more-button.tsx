'use client';
import { Button, Group } from '@mantine/core';

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** The way to the next page of a list, when there is one. */
export function MoreButton({ pages, label = 'Show more' }: { pages: Pages; label?: string }) {
  if (!pages.hasNextPage) return null;
  return (
    <Group justify="center">
      <Button variant="default" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
        {label}
      </Button>
    </Group>
  );
}
