'use client';
import { Skeleton, Stack } from '@mantine/core';
import { ErrorState } from '@reprise/ui';
import type { ReactNode } from 'react';
import { describeError } from '../../trpc/describe-error.ts';

interface Query<T> {
  data: T | undefined;
  isError: boolean;
  error: unknown;
  isFetching: boolean;
  refetch: () => Promise<unknown>;
}

/** What a query found; until then grey lines, and when it failed the reason with a way to try again. `what` begins a sentence. */
export function QueryView<T>(props: { query: Query<T>; what: string; lines?: number; children: (data: T) => ReactNode }) {
  const { query, what, lines = 4, children } = props;
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return (
      <ErrorState
        title={`${what} could not be loaded`}
        text={describeError(query.error)}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      />
    );
  }
  return (
    <Stack gap="sm" aria-busy="true" role="status" aria-label={`Loading: ${what}`}>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} h={44} />
      ))}
    </Stack>
  );
}
