'use client';
import { ActionIcon, Button, Group, Kbd, Menu, SegmentedControl, Stack, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { formatBytes, formatDuration } from '@reprise/ui';
import { IconChevronUp, IconPlayerRecordFilled } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { RoomSession } from '../../trpc/types.ts';
import { captureMinutes, defaultCaptureMinutes, estimateCapture, type CaptureMinutes } from './capture-estimate.ts';
import { capturable } from './session-status.ts';

/** Works from anywhere in the call except a text field; the physical key, so that layouts do not matter. */
const shortcut = 'alt+C';

/** The button everything is about: one press keeps the last minute, the picker beside it keeps more. */
export function CaptureButton(props: {
  sessions: readonly RoomSession[];
  viewerId: string;
  mayCapture: boolean;
  onCapture: (sessionId: string, minutes: CaptureMinutes) => void;
}) {
  const { sessions, viewerId, mayCapture, onCapture } = props;
  const descriptionId = useId();
  const [chosenId, setChosenId] = useState<string>();
  const offered = capturable(sessions, viewerId);
  const session = offered.find(({ id }) => id === chosenId) ?? offered[0];
  const capture = (minutes: CaptureMinutes) => {
    if (session !== undefined) onCapture(session.id, minutes);
  };
  useHotkeys([[shortcut, () => capture(defaultCaptureMinutes), { usePhysicalKeys: true }]]);

  if (session === undefined && !mayCapture) return null;
  const whose = session === undefined ? undefined : session.userId === viewerId ? 'your share' : `${session.username}’s share`;
  return (
    <>
      <Button.Group>
        <Tooltip
          label={
            whose === undefined ? (
              'Nothing is buffered yet'
            ) : (
              <Group gap={8}>
                Keep the last minute of {whose} <Kbd size="xs">Alt</Kbd>
                <Kbd size="xs">C</Kbd>
              </Group>
            )
          }
        >
          <Button
            leftSection={<IconPlayerRecordFilled size={16} aria-hidden="true" />}
            disabled={session === undefined}
            onClick={() => capture(defaultCaptureMinutes)}
            aria-describedby={descriptionId}
            aria-keyshortcuts="Alt+C"
          >
            Capture
          </Button>
        </Tooltip>
        <Menu position="top-end" width={280}>
          <Menu.Target>
            <ActionIcon size={36} variant="filled" aria-label="Choose length" disabled={session === undefined} ml={1}>
              <IconChevronUp size={16} />
            </ActionIcon>
          </Menu.Target>
          {session === undefined ? null : (
            <Menu.Dropdown>
              {offered.length > 1 ? (
                <Stack gap={4} p="xs">
                  <Text size="xs" c="dimmed" id={`${descriptionId}-whose`}>
                    Whose share
                  </Text>
                  <SegmentedControl
                    size="xs"
                    fullWidth
                    aria-labelledby={`${descriptionId}-whose`}
                    value={session.id}
                    onChange={setChosenId}
                    data={offered.map(({ id, username, userId }) => ({ value: id, label: userId === viewerId ? 'Mine' : username }))}
                  />
                </Stack>
              ) : null}
              <Menu.Label>Keep the last</Menu.Label>
              {captureMinutes.map((minutes) => (
                <LengthItem key={minutes} session={session} minutes={minutes} onPick={() => capture(minutes)} />
              ))}
            </Menu.Dropdown>
          )}
        </Menu>
      </Button.Group>
      <VisuallyHidden id={descriptionId}>
        {whose === undefined ? 'Nothing is buffered yet' : `Keeps the last minute of ${whose}. Shortcut Alt+C`}
      </VisuallyHidden>
    </>
  );
}

function LengthItem({ session, minutes, onPick }: { session: RoomSession; minutes: CaptureMinutes; onPick: () => void }) {
  const { isShort, seconds, sizeBytes } = estimateCapture(session, minutes);
  const size = sizeBytes === undefined ? '' : `about ${formatBytes(sizeBytes)}`;
  return (
    <Menu.Item onClick={onPick}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={550}>
          {minutes} min
        </Text>
        <Text size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {size}
        </Text>
      </Group>
      {isShort ? (
        <Text size="xs" c="dimmed">
          only {formatDuration(seconds)} buffered: you will get that
        </Text>
      ) : null}
    </Menu.Item>
  );
}
