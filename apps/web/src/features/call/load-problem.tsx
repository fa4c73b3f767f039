'use client';
import { Button, Paper, Text } from '@mantine/core';
import classes from './call-notices.module.css';

/** What is said while it is not known whose screens are being kept: nobody may take it for none. */
export const unknownKeeping = 'Whether somebody’s screen is being kept here could not be loaded: take it that it is.';

interface Query {
  data: unknown;
  /** Counts on while it is asked again; an error itself is forgotten meanwhile. */
  errorUpdateCount: number;
  isFetching: boolean;
  refetch: () => Promise<unknown>;
}

/** Says what of a call is not known because a query has failed, and asks again when pressed; nothing once there is an answer. */
export function LoadProblem({ query, text }: { query: Query; text: string }) {
  if (query.data !== undefined || query.errorUpdateCount === 0) return null;
  return (
    <Paper withBorder px="md" py="xs" className={classes.notice} role="alert">
      <Text size="sm" style={{ flex: 1 }}>
        {text}
      </Text>
      <Button size="compact-sm" variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
        Try again
      </Button>
    </Paper>
  );
}
