'use client';
import { Button, Paper, Text } from '@mantine/core';
import { formatDuration, LocalTime } from '@reprise/ui';
import { useState } from 'react';
import type { RoomSession } from '../../trpc/types.ts';
import { useCall } from './call-context.ts';
import classes from './call-notices.module.css';
import { bufferedSeconds, isRunning } from './session-status.ts';

/** Tells somebody who has just joined that shares of this call are being kept, until they have read it. */
export function JoinNotice({ isLoaded }: { isLoaded: boolean }) {
  return (
    <div role="status" className={classes.announcement} aria-label="About this call">
      {isLoaded ? <KeptOnArrival /> : null}
    </div>
  );
}

function KeptOnArrival() {
  const { sessions, viewer } = useCall();
  /** Those that were kept on arrival; later ones are announced when they start. */
  const [arrivedTo, setArrivedTo] = useState<readonly string[]>(() =>
    sessions.filter(({ status }) => isRunning[status]).map(({ id }) => id),
  );
  const kept = sessions.filter(({ id, userId, status }) => arrivedTo.includes(id) && userId !== viewer.id && isRunning[status]);
  if (kept.length === 0) return null;
  return (
    <Paper withBorder shadow="sm" px="md" py="xs" className={classes.notice}>
      <Text size="sm" style={{ flex: 1 }}>
        <KeptShares kept={kept} />
      </Text>
      <Button size="compact-sm" variant="default" onClick={() => setArrivedTo([])}>
        Got it
      </Button>
    </Paper>
  );
}

function KeptShares({ kept }: { kept: readonly RoomSession[] }) {
  const [first] = kept;
  if (first === undefined) return null;
  if (kept.length > 1) return <>This call is buffered: the screens of {kept.map(({ username }) => username).join(', ')} are being kept.</>;
  return (
    <>
      This call is buffered: {first.username}’s screen is kept since <LocalTime at={first.startedAt} show="time" />,{' '}
      {formatDuration(bufferedSeconds(first))} so far. Only the screen and its sound, no voices.
    </>
  );
}
