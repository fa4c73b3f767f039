'use client';
import { Anchor, Button, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { BrandMark, ErrorState } from '@reprise/ui';
import { IconArrowLeft } from '@tabler/icons-react';
import Link from 'next/link';
import { useState } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import { useDeviceChoices, type DeviceChoices } from './device-choices.ts';
import { DevicePreview } from './device-preview.tsx';
import { LoadProblem, unknownKeeping } from './load-problem.tsx';
import { RecordingIndicator } from './recording-indicator.tsx';

/** How somebody enters a call. */
export interface Entrance {
  devices: DeviceChoices;
  isCameraOn: boolean;
}

/** The door of a call: which one it is, whether it is being recorded, one's own devices, and the Join button. */
export function PreJoin(props: {
  roomName: string;
  viewerName: string;
  onJoin: (entrance: Entrance) => void;
  isJoining: boolean;
  error: unknown;
}) {
  const { roomName, viewerName, onJoin, isJoining, error } = props;
  const { choices, choose } = useDeviceChoices();
  const [isCameraOn, setIsCameraOn] = useState(false);
  const communities = trpc.communities.list.useQuery();
  const sessions = trpc.sessions.inRoom.useQuery({ roomName }, { refetchInterval: 5_000 });
  const community = communities.data?.find(({ channels }) => channels.some(({ id }) => id === roomName));
  const channel = community?.channels.find(({ id }) => id === roomName);
  const isUnknown = communities.isSuccess && channel === undefined && sessions.isError;

  return (
    <Stack component="main" align="center" justify="center" mih="100dvh" p="md" gap="lg">
      <BrandMark size={40} />
      <Paper withBorder p={{ base: 'md', xs: 'xl' }} w="100%" maw={440} bg="var(--reprise-surface)">
        <Stack gap="lg">
          {communities.isPending ? (
            <Skeleton h={48} w={200} role="status" aria-busy="true" aria-label="Loading the call" />
          ) : (
            <Stack gap={2}>
              <Text size="sm" c="dimmed">
                {community?.name ?? 'Call'}
              </Text>
              <Title order={1} size="h2">
                {channel?.name ?? (isUnknown ? 'No such call' : 'Voice channel')}
              </Title>
            </Stack>
          )}
          {isUnknown ? (
            <Text>This call does not exist, or you are not a member of its community.</Text>
          ) : (
            <>
              {sessions.data === undefined ? null : <RecordingIndicator sessions={sessions.data} layout="notice" />}
              {communities.isPending ? null : <LoadProblem query={sessions} text={unknownKeeping} />}
              <DevicePreview name={viewerName} choices={choices} onChoose={choose} isCameraOn={isCameraOn} onCamera={setIsCameraOn} />
              {error === null || error === undefined ? null : <ErrorState title="You could not join" text={describeError(error)} />}
              <Button size="md" onClick={() => onJoin({ devices: choices, isCameraOn })} loading={isJoining}>
                Join
              </Button>
            </>
          )}
          <Anchor component={Link} href="/" size="sm" c="dimmed" display="inline-flex" style={{ alignItems: 'center', gap: 6 }}>
            <IconArrowLeft size={16} aria-hidden="true" /> Back to channels
          </Anchor>
        </Stack>
      </Paper>
    </Stack>
  );
}
