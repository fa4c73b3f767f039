'use client';
import { ActionIcon, Group, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import Link from 'next/link';
import { useCall } from './call-context.ts';
import classes from './call-view.module.css';
import { PeoplePanel } from './people-panel.tsx';
import { RecordingIndicator } from './recording-indicator.tsx';

/** Where one is, who is there, and whether it is being kept. */
export function CallHeader() {
  const { ticket, sessions, serverNow } = useCall();
  return (
    <header className={classes.header}>
      <Group gap="xs" wrap="nowrap" miw={0} style={{ flex: 1 }}>
        <ActionIcon component={Link} href="/" variant="subtle" color="gray" size="lg" aria-label="Back to channels">
          <IconArrowLeft size={20} />
        </ActionIcon>
        <div className={classes.place}>
          <Title order={1} size="h5" lineClamp={1}>
            {ticket.channelName}
          </Title>
          <Text size="xs" c="dimmed" truncate>
            {ticket.communityName}
          </Text>
        </div>
      </Group>
      <RecordingIndicator sessions={sessions} layout="bar" clock={serverNow} />
      <PeoplePanel />
    </header>
  );
}
