'use client';
import { Alert, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { formatDuration, LocalTime, StatusPill } from '@reprise/ui';
import { IconInfoCircle } from '@tabler/icons-react';
import type { RoomSession } from '../../trpc/types.ts';
import classes from './recording-indicator.module.css';
import { bufferedSecondsAt, isRunning } from './session-status.ts';
import { shareLimits } from './share-limits.ts';
import { useNow } from './use-now.ts';

/**
 * What everybody in a call must see: whose screen is being kept, since when, and how much of it.
 * `bar` is the short form with the details behind it, `notice` says it before joining.
 */
export function RecordingIndicator(props: { sessions: readonly RoomSession[]; layout: 'bar' | 'notice'; clock?: () => Date }) {
  const { sessions, layout, clock = browserClock } = props;
  const nowMs = useNow(clock);
  const running = sessions.filter(({ status }) => isRunning[status]);
  const [first] = running;
  if (first === undefined) return null;
  if (layout === 'notice') {
    return (
      <Alert
        color="gray"
        variant="default"
        icon={<IconInfoCircle size={20} aria-hidden="true" />}
        title="A replay buffer runs in this call"
      >
        <KeptShares running={running} nowMs={nowMs} />
      </Alert>
    );
  }
  const held = formatDuration(bufferedSecondsAt(first, nowMs));
  return (
    <Popover position="bottom-end" width={300} withArrow shadow="md">
      <Popover.Target>
        <UnstyledButton style={{ minWidth: 0, borderRadius: 999 }}>
          <StatusPill tone={running.some(({ status }) => status === 'active') ? 'live' : 'calm'}>
            {running.length === 1 ? (
              <>
                Replay<span className={classes.name}> · {first.username}</span> · {held}
              </>
            ) : (
              `Replay · ${running.length} shares`
            )}
          </StatusPill>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <KeptShares running={running} nowMs={nowMs} />
      </Popover.Dropdown>
    </Popover>
  );
}

const browserClock = () => new Date();

/** Each share that is being kept: whose, since when, how much, and what of it cannot be kept. */
function KeptShares({ running, nowMs }: { running: readonly RoomSession[]; nowMs: number }) {
  return (
    <Stack gap="xs">
      {running.map((session) => (
        <div key={session.id}>
          <Text size="sm" fw={600}>
            {session.username}’s screen
          </Text>
          <Text size="sm" c="dimmed">
            {session.status === 'grace' ? 'Kept from' : 'Kept since'} <LocalTime at={session.startedAt} show="time" /> ·{' '}
            {formatDuration(bufferedSecondsAt(session, nowMs))} buffered
            {describeMedia(session)}
          </Text>
          {session.status === 'grace' && session.graceUntil !== null ? (
            <Text size="sm">
              {session.username} stopped sharing; capture possible until <LocalTime at={session.graceUntil} show="time" />.
            </Text>
          ) : null}
          {shareLimits(session).map(({ text, since }) => (
            <Text size="sm" c="dimmed" key={text}>
              {text} {since === undefined ? null : <LocalTime at={since} show="time" />}
            </Text>
          ))}
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
  return ` · ${media.video.width}×${media.video.height}${rate}`;
}
