'use client';
import { Alert, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { formatDuration, LocalTime, StatusPill } from '@reprise/ui';
import { IconInfoCircle } from '@tabler/icons-react';
import type { RoomSession } from '../../trpc/types.ts';
import { bufferedSeconds, isRunning } from './session-status.ts';

/**
 * What everybody in a call must see: whose screen is being kept, since when, and how much of it.
 * `bar` is the short form with the details behind it, `notice` says it before joining.
 */
export function RecordingIndicator({ sessions, layout }: { sessions: readonly RoomSession[]; layout: 'bar' | 'notice' }) {
  const running = sessions.filter(({ status }) => isRunning[status]);
  if (running.length === 0) return null;
  if (layout === 'notice') {
    return (
      <Alert
        color="gray"
        variant="default"
        icon={<IconInfoCircle size={20} aria-hidden="true" />}
        title="A replay buffer runs in this call"
      >
        <Details running={running} />
      </Alert>
    );
  }
  const [first] = running;
  if (first === undefined) return null;
  const label =
    running.length === 1 ? `Replay · ${first.username} · ${formatDuration(bufferedSeconds(first))}` : `Replay · ${running.length} shares`;
  return (
    <Popover position="bottom-end" width={300} withArrow shadow="md">
      <Popover.Target>
        <UnstyledButton aria-label={`Replay buffer: ${label}. Details`} style={{ minWidth: 0, borderRadius: 999 }}>
          <StatusPill tone={running.some(({ status }) => status === 'active') ? 'live' : 'calm'}>{label}</StatusPill>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Details running={running} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Details({ running }: { running: readonly RoomSession[] }) {
  return (
    <Stack gap="xs">
      {running.map((session) => (
        <div key={session.id}>
          <Text size="sm" fw={600}>
            {session.username}’s screen
          </Text>
          <Text size="sm" c="dimmed">
            Kept since <LocalTime at={session.startedAt} show="time" /> · {formatDuration(bufferedSeconds(session))} buffered
            {describeMedia(session)}
          </Text>
        </div>
      ))}
      <Text size="xs" c="dimmed">
        Only the shared screen and its sound are kept, for the last minutes. Nothing is saved until somebody captures it.
      </Text>
    </Stack>
  );
}

function describeMedia({ media }: RoomSession): string {
  if (media?.video === undefined) return '';
  const rate = media.video.framesPerSecond === undefined ? '' : `, ${Math.round(media.video.framesPerSecond)} fps`;
  return ` · ${media.video.width}×${media.video.height}${rate}${media.audio === undefined ? ', no sound' : ''}`;
}
