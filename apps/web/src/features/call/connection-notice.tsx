'use client';
import { Loader, Paper, Text } from '@mantine/core';
import { ConnectionState } from 'livekit-client';
import classes from './connection-notice.module.css';

const texts = {
  [ConnectionState.Connecting]: 'Joining the call…',
  [ConnectionState.Reconnecting]: 'Connection lost. Reconnecting…',
  [ConnectionState.SignalReconnecting]: 'Connection is shaky. Reconnecting…',
  [ConnectionState.Connected]: undefined,
  [ConnectionState.Disconnected]: undefined,
} as const satisfies Record<ConnectionState, string | undefined>;

/** Says over the stage that the call is not quite there; a screen reader hears it too. */
export function ConnectionNotice({ state }: { state: ConnectionState }) {
  const text = texts[state];
  return (
    <div className={classes.place} role="status" aria-live="polite">
      {text === undefined ? null : (
        <Paper withBorder shadow="sm" px="md" py={8} className={classes.notice}>
          <Loader size="xs" aria-hidden="true" />
          <Text size="sm">{text}</Text>
        </Paper>
      )}
    </div>
  );
}
