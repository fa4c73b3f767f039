'use client';
import { useParticipants } from '@livekit/components-react';
import { ActionIcon, Group, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconUsers } from '@tabler/icons-react';
import Link from 'next/link';
import type { CallTicket, RoomSession } from '../../trpc/types.ts';
import classes from './call-view.module.css';
import { RecordingIndicator } from './recording-indicator.tsx';

/** Where one is, how many are there, and whether it is being kept. */
export function CallHeader({ ticket, sessions }: { ticket: CallTicket; sessions: readonly RoomSession[] }) {
  const participants = useParticipants();
  const count = participants.length === 1 ? '1 person here' : `${participants.length} people here`;
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
      <RecordingIndicator sessions={sessions} layout="bar" />
      <Tooltip label={participants.map((participant) => participant.name || participant.identity).join(', ')}>
        <Group gap={6} wrap="nowrap" c="dimmed" role="status" aria-label={count}>
          <IconUsers size={18} aria-hidden="true" />
          <Text size="sm" aria-hidden="true">
            {participants.length}
          </Text>
        </Group>
      </Tooltip>
    </header>
  );
}
