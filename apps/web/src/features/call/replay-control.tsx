'use client';
import { Button, Group, Modal, Stack, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { explainUnexpectedEnd } from '@reprise/replay';
import { formatDuration, LocalTime, speakDuration, StatusPill } from '@reprise/ui';
import { IconHistory, IconPlayerStop } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { RoomSession } from '../../trpc/types.ts';
import { bufferedSeconds, isRunning, statusTone } from './session-status.ts';
import type { ShareQuality } from './share-options.ts';

/** One's own replay buffer: enable it, see how much it holds, stop it, or read why it ended. */
export function ReplayControl(props: {
  roomName: string;
  communityId: string;
  session: RoomSession | undefined;
  isAllowed: boolean;
  canShare: boolean;
  isSharing: boolean;
  quality: ShareQuality;
}) {
  const { roomName, communityId, session, isAllowed, canShare, isSharing, quality } = props;
  const utils = trpc.useUtils();
  const refresh = () => void utils.sessions.inRoom.invalidate({ roomName });
  const start = trpc.sessions.start.useMutation({ onSettled: refresh });
  /** A buffer this person stopped here needs no explanation of its end. */
  const [stoppedId, setStoppedId] = useState<string>();

  if (session !== undefined && isRunning[session.status]) {
    return <RunningBuffer session={session} onStopped={() => setStoppedId(session.id)} onChanged={refresh} />;
  }
  if (!isAllowed) {
    return isSharing ? (
      <Text size="sm" c="dimmed">
        Your role may not enable a replay buffer
      </Text>
    ) : null;
  }
  if (!canShare) return null;
  const problem = start.error === null ? endedBecause(session, stoppedId) : describeError(start.error);
  return (
    <Group gap="sm">
      {problem === undefined || start.isPending ? null : (
        <Text size="sm" c="orange" role="alert" maw={340}>
          {problem}
        </Text>
      )}
      <Tooltip label={isSharing ? 'Keeps the last minutes of your share, ready to be captured' : 'Share your screen first'}>
        <Button
          variant="light"
          leftSection={<IconHistory size={18} aria-hidden="true" />}
          loading={start.isPending}
          disabled={!isSharing}
          onClick={() => start.mutate({ roomName, communityId, quality })}
        >
          Enable replay buffer
        </Button>
      </Tooltip>
    </Group>
  );
}

function RunningBuffer(props: { session: RoomSession; onStopped: () => void; onChanged: () => void }) {
  const { session, onStopped, onChanged } = props;
  const [isAsking, asking] = useDisclosure(false);
  const stop = trpc.sessions.stop.useMutation({ onSuccess: onStopped, onSettled: onChanged });
  const problem = explainUnexpectedEnd(session);
  return (
    <Group gap={8} wrap="nowrap" miw={0}>
      {problem === null ? null : (
        <Text size="sm" c="orange" role="alert" maw={340}>
          {problem}
        </Text>
      )}
      <div role="status" aria-label={`Replay buffer: ${speakDuration(bufferedSeconds(session))} buffered`} style={{ minWidth: 0 }}>
        <StatusPill tone={statusTone[session.status]}>{describeState(session)}</StatusPill>
      </div>
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={16} aria-hidden="true" />}
        disabled={session.status === 'stopping' || !session.canStop}
        onClick={asking.open}
      >
        Stop buffer
      </Button>
      <Modal opened={isAsking} onClose={asking.close} title="Stop the replay buffer?">
        <Stack>
          <Text size="sm">
            {formatDuration(bufferedSeconds(session))} of your share are buffered and will be deleted. Clips that were captured stay.
          </Text>
          {stop.error === null ? null : (
            <Text size="sm" c="red" role="alert">
              {describeError(stop.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={asking.close}>
              Keep it running
            </Button>
            <Button color="red" loading={stop.isPending} onClick={() => stop.mutate({ sessionId: session.id })} data-autofocus>
              Stop and delete
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Group>
  );
}

const graceTitle = (session: RoomSession): string => (explainUnexpectedEnd(session) === null ? 'Share ended' : 'Recording stopped');

/** Why the last buffer is gone, when that was not the person's own doing. */
const endedBecause = (session: RoomSession | undefined, stoppedId: string | undefined): string | undefined =>
  session === undefined || session.id === stoppedId ? undefined : (explainUnexpectedEnd(session) ?? undefined);

function describeState(session: RoomSession): ReactNode {
  const held = formatDuration(bufferedSeconds(session));
  switch (session.status) {
    case 'starting':
      return 'Starting…';
    case 'active':
      return bufferedSeconds(session) === 0 ? 'Ready' : `${held} buffered`;
    case 'grace':
      return session.graceUntil === null ? (
        `${graceTitle(session)} · ${held} kept`
      ) : (
        <>
          {graceTitle(session)} · {held} kept until <LocalTime at={session.graceUntil} show="time" />
        </>
      );
    case 'stopping':
      return 'Stopping…';
    case 'stopped':
    case 'ended':
    case 'failed':
      return 'Ended';
  }
}
