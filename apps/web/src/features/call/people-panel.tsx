'use client';
import { useIsMuted, useParticipants } from '@livekit/components-react';
import { ActionIcon, Drawer, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { formatDuration, LocalTime, PersonAvatar } from '@reprise/ui';
import { IconMicrophone, IconMicrophoneOff, IconScreenShare, IconUsers, IconVideo } from '@tabler/icons-react';
import { Track, type Participant } from 'livekit-client';
import { useCall } from './call-context.ts';
import { bufferedSeconds, isRunning } from './session-status.ts';

/** How many are here, and behind it who, with what they send and whether it is kept. */
export function PeoplePanel() {
  const participants = useParticipants();
  const [isOpen, panel] = useDisclosure(false);
  const count = participants.length === 1 ? '1 person here' : `${participants.length} people here`;
  return (
    <>
      <ActionIcon variant="subtle" color="gray" size="lg" w="auto" px={8} aria-label={`${count}. Show them`} onClick={panel.open}>
        <IconUsers size={18} aria-hidden="true" />
        <Text size="sm" ml={6} aria-hidden="true">
          {participants.length}
        </Text>
      </ActionIcon>
      <Drawer opened={isOpen} onClose={panel.close} position="right" size={340} title={count}>
        <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
          {participants.map((participant) => (
            <Person key={participant.identity} participant={participant} />
          ))}
        </Stack>
      </Drawer>
    </>
  );
}

function Person({ participant }: { participant: Participant }) {
  const { viewer, sessions } = useCall();
  const isMuted = useIsMuted({ participant, source: Track.Source.Microphone });
  const name = participant.name || participant.identity;
  const kept = sessions.find(({ userId, status }) => userId === participant.identity && isRunning[status]);
  return (
    <Group component="li" wrap="nowrap" gap="sm">
      <PersonAvatar name={name} size={36} />
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="sm" fw={550} truncate>
          {participant.identity === viewer.id ? `${name} (you)` : name}
        </Text>
        {kept === undefined ? null : (
          <Text size="xs" c="dimmed">
            Replay since <LocalTime at={kept.startedAt} show="time" /> · {formatDuration(bufferedSeconds(kept))} buffered
          </Text>
        )}
      </div>
      <Group gap={6} wrap="nowrap" c="dimmed">
        {participant.isScreenShareEnabled ? <IconScreenShare size={18} role="img" aria-label="Shares the screen" /> : null}
        {participant.isCameraEnabled ? <IconVideo size={18} role="img" aria-label="Camera on" /> : null}
        {isMuted ? (
          <IconMicrophoneOff size={18} role="img" aria-label="Microphone off" />
        ) : (
          <IconMicrophone size={18} role="img" aria-label="Microphone on" />
        )}
      </Group>
    </Group>
  );
}
