'use client';
import { Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { explainUnexpectedEnd } from '@reprise/replay';
import { formatDuration, LocalTime, speakDuration, StatusPill } from '@reprise/ui';
import { IconPlayerStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { trpc } from '../../trpc/react.tsx';
import type { RoomSession } from '../../trpc/types.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { useCall } from './call-context.ts';
import { gapText } from './gap-text.ts';
import { bufferedSecondsAt, statusTone } from './session-status.ts';
import { useNow } from './use-now.ts';
import { forgetRefusal } from '../shell/forget-refusal.ts';

/** What the state is called when it changes; the seconds are not read out. */
const spokenState = {
  starting: 'The replay buffer is starting',
  active: 'The replay buffer is ready',
  grace: 'The share ended, its replay is kept for some minutes',
  stopping: 'The replay buffer is stopping',
  stopped: '',
  ended: '',
  failed: '',
} as const satisfies Record<RoomSession['status'], string>;

/** One's own buffer while it is there: how much it holds, and the way to stop it. */
export function RunningBuffer({ session, onStopped }: { session: RoomSession; onStopped: () => void }) {
  const { gaps, serverNow } = useCall();
  const nowMs = useNow(serverNow);
  const held = bufferedSecondsAt(session, nowMs);
  const problem = explainUnexpectedEnd(session);
  const gap = gapText(session, gaps.get(session.id), nowMs);
  return (
    <Group gap={8} wrap="nowrap" miw={0}>
      {problem === null ? null : (
        <Text size="sm" c="orange" role="alert" maw={340}>
          {problem}
        </Text>
      )}
      <VisuallyHidden role="status">{gap ?? spokenState[session.status]}</VisuallyHidden>
      <div role="status" aria-live="off" aria-label={`Replay buffer: ${speakDuration(held)} buffered`} style={{ minWidth: 0 }}>
        <StatusPill tone={gap === undefined ? statusTone[session.status] : 'problem'}>{gap ?? describeState(session, held)}</StatusPill>
      </div>
      <StopBuffer session={session} held={held} onStopped={onStopped} />
    </Group>
  );
}

function StopBuffer({ session, held, onStopped }: { session: RoomSession; held: number; onStopped: () => void }) {
  const { roomName } = useCall();
  const utils = trpc.useUtils();
  const [isAsking, asking] = useDisclosure(false);
  const stop = trpc.sessions.stop.useMutation({
    onSuccess: onStopped,
    onSettled: () => void utils.sessions.inRoom.invalidate({ roomName }),
  });
  const askToStop = () => {
    forgetRefusal(stop);
    asking.open();
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={16} aria-hidden="true" />}
        disabled={session.status === 'stopping' || !session.canStop}
        onClick={askToStop}
        style={{ flex: 'none' }}
      >
        Stop buffer
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title="Stop the replay buffer?"
        text={`${formatDuration(held)} of your share are buffered and will be deleted. Clips that were captured stay.`}
        confirmLabel="Stop and delete"
        onConfirm={() => stop.mutate({ sessionId: session.id })}
        onClose={asking.close}
        isBusy={stop.isPending}
        error={stop.error}
      />
    </>
  );
}

function graceTitle(session: RoomSession): string {
  return explainUnexpectedEnd(session) === null ? 'Share ended' : 'Recording stopped';
}

function describeState(session: RoomSession, heldSeconds: number): ReactNode {
  const held = formatDuration(heldSeconds);
  switch (session.status) {
    case 'starting':
      return 'Starting…';
    case 'active':
      return heldSeconds === 0 ? 'Ready' : `${held} buffered`;
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
