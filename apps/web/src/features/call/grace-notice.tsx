'use client';
import { Paper, Text } from '@mantine/core';
import { LocalTime } from '@reprise/ui';
import { useCall } from './call-context.ts';
import classes from './call-notices.module.css';

/** Over the stage while a share that has ended can still be captured by this person. */
export function GraceNotice() {
  const { sessions, viewer } = useCall();
  const ended = sessions.filter(({ status, canCapture, graceUntil }) => status === 'grace' && canCapture && graceUntil !== null);
  return ended.map(({ id, userId, username, graceUntil }) => (
    <Paper key={id} withBorder px="md" py="xs" className={classes.notice}>
      <Text size="sm">
        {userId === viewer.id ? 'You' : username} stopped sharing; capture possible until{' '}
        {graceUntil === null ? null : <LocalTime at={graceUntil} show="time" />}
      </Text>
    </Paper>
  ));
}
