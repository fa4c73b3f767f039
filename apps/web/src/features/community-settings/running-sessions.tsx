'use client';
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { formatBytes, formatDuration, LocalTime, StatusPill, type StatusTone } from '@reprise/ui';
import { useState } from 'react';
import { trpc } from '../../trpc/react.tsx';
import type { RunningSessionView } from '../../trpc/types.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { QueryView } from '../shell/query-view.tsx';
import classes from './rows.module.css';
import { forgetRefusal } from '../shell/forget-refusal.ts';

const POLL_MS = 5_000;

const states = {
  starting: { tone: 'busy', label: 'Starting' },
  active: { tone: 'live', label: 'Recording' },
  grace: { tone: 'problem', label: 'Share ended' },
  stopping: { tone: 'busy', label: 'Stopping' },
  stopped: { tone: 'calm', label: 'Stopped' },
  ended: { tone: 'calm', label: 'Ended' },
  failed: { tone: 'problem', label: 'Failed' },
} as const satisfies Record<RunningSessionView['status'], { tone: StatusTone; label: string }>;

/** The replay buffers that run now, in a community or (without one) everywhere, with a stop for each. */
export function RunningSessions({ communityId, limit }: { communityId?: string; limit?: number }) {
  const input = communityId === undefined ? {} : { communityId };
  const running = trpc.admin.runningSessions.useQuery(input, { refetchInterval: POLL_MS });
  const count = running.data?.filter(({ status }) => status !== 'grace').length ?? 0;
  return (
    <Stack gap="sm" component="section" aria-labelledby="running-now">
      <Group gap="xs" align="baseline">
        <Title order={2} size="h4" id="running-now">
          Running now
        </Title>
        {running.data === undefined || limit === undefined ? null : (
          <Text size="sm" c="dimmed">
            {count} of at most {limit}
          </Text>
        )}
      </Group>
      <QueryView query={running} what="What runs now" lines={2}>
        {(sessions) =>
          sessions.length === 0 ? (
            <Text size="sm" c="dimmed">
              No replay buffer runs.
            </Text>
          ) : (
            <Paper component="ul" withBorder bg="var(--reprise-surface)" className={classes.rows}>
              {sessions.map((session) => (
                <Row key={session.id} session={session} showsCommunity={communityId === undefined} />
              ))}
            </Paper>
          )
        }
      </QueryView>
    </Stack>
  );
}

function Row({ session, showsCommunity }: { session: RunningSessionView; showsCommunity: boolean }) {
  const utils = trpc.useUtils();
  const [isAsking, setIsAsking] = useState(false);
  const stop = trpc.admin.stopSession.useMutation({
    onSuccess: () => setIsAsking(false),
    onSettled: () => utils.admin.runningSessions.invalidate(),
  });
  const askToStop = () => {
    forgetRefusal(stop);
    setIsAsking(true);
  };
  const { tone, label } = states[session.status];
  const place = [showsCommunity ? session.communityName : null, session.channelName ?? 'a channel that is gone']
    .filter(Boolean)
    .join(' / ');
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        <Text fw={550} size="sm" truncate>
          {session.username} in {place}
        </Text>
        <Text size="xs" c="dimmed">
          {session.quality} · {formatDuration(session.bufferedSeconds)} buffered ({formatBytes(session.bufferBytes)}) · since{' '}
          <LocalTime at={session.startedAt} show="time" />
        </Text>
      </div>
      <StatusPill tone={tone}>{label}</StatusPill>
      <Button size="compact-sm" variant="default" onClick={askToStop} aria-label={`Stop the buffer of ${session.username}`}>
        Stop
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Stop the buffer of ${session.username}?`}
        text="What is buffered is deleted at once and can no longer be captured. The call and the share go on."
        confirmLabel="Stop it"
        onConfirm={() => stop.mutate({ sessionId: session.id })}
        onClose={() => setIsAsking(false)}
        isBusy={stop.isPending}
        error={stop.error}
      />
    </li>
  );
}
