'use client';
import { ActionIcon, Group, Menu, Text } from '@mantine/core';
import { formatBytes, formatDuration } from '@reprise/ui';
import { IconAdjustments, IconChevronUp, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallRules, RoomSession } from '../../trpc/types.ts';
import { useCall } from './call-context.ts';
import { estimateCapture, offeredLengths, type OfferedLength } from './capture-estimate.ts';
import type { CaptureTarget, CaptureWish } from './capture-request.ts';
import { targetKey, targetsOf } from './capture-targets.ts';

/** What beside the default can be kept: other lengths, another share, another place, with a title. */
export function CaptureMenu(props: {
  rules: CallRules;
  offered: readonly RoomSession[];
  session: RoomSession | undefined;
  /** Why there is nothing to choose from; undefined: there is. */
  refusal: string | undefined;
  onSession: (sessionId: string) => void;
  onCapture: (wish: CaptureWish) => void;
  onDetails: () => void;
  onSettings: () => void;
}) {
  const { rules, offered, session, refusal, onSession, onCapture, onDetails, onSettings } = props;
  const { viewer } = useCall();
  const [isOpen, setIsOpen] = useState(false);
  if (isOpen && session === undefined) setIsOpen(false);
  const [chosen, setChosen] = useState<CaptureTarget>({ kind: 'library' });
  const targets = targetsOf(rules);
  // A channel that was taken away meanwhile is no target any more.
  const target = targets.find(({ key }) => key === targetKey(chosen)) ?? targets[0];
  return (
    <Menu opened={isOpen} onChange={(isWanted) => setIsOpen(isWanted && session !== undefined)} position="top-end" width={300}>
      <Menu.Target>
        <ActionIcon
          size={36}
          variant="filled"
          aria-label="Choose length"
          ml={1}
          data-disabled={refusal !== undefined}
          aria-disabled={refusal !== undefined}
          title={refusal}
        >
          <IconChevronUp size={16} />
        </ActionIcon>
      </Menu.Target>
      {session === undefined ? null : (
        <Menu.Dropdown mah="min(560px, 76dvh)" style={{ overflowY: 'auto' }}>
          {offered.length > 1 ? (
            <>
              <Menu.Label>Whose share</Menu.Label>
              <Menu.RadioGroup value={session.id} onChange={onSession}>
                {offered.map(({ id, username, userId }) => (
                  <Menu.RadioItem key={id} value={id} closeMenuOnClick={false}>
                    {userId === viewer.id ? 'Mine' : username}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
              <Menu.Divider />
            </>
          ) : null}
          <Menu.Label>Keep the last</Menu.Label>
          {offeredLengths(rules).map((length) => (
            <LengthItem
              key={length.seconds}
              session={session}
              length={length}
              onPick={() =>
                onCapture({
                  sessionId: session.id,
                  span: { kind: 'last', seconds: length.seconds },
                  target: target?.target ?? { kind: 'library' },
                })
              }
            />
          ))}
          <Menu.Divider />
          <Menu.Label>and put it</Menu.Label>
          <Menu.RadioGroup
            value={targetKey(target?.target ?? { kind: 'library' })}
            onChange={(key) => setChosen(targetOfKey(targets, key))}
          >
            {targets.map(({ key, label }) => (
              <Menu.RadioItem key={key} value={key} closeMenuOnClick={false}>
                {label}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden="true" />} onClick={onDetails}>
            Capture with a title…
          </Menu.Item>
          <Menu.Item leftSection={<IconAdjustments size={16} aria-hidden="true" />} onClick={onSettings}>
            Capture settings…
          </Menu.Item>
        </Menu.Dropdown>
      )}
    </Menu>
  );
}

function targetOfKey(targets: ReturnType<typeof targetsOf>, key: string): CaptureTarget {
  return targets.find((candidate) => candidate.key === key)?.target ?? { kind: 'library' };
}

function LengthItem({ session, length, onPick }: { session: RoomSession; length: OfferedLength; onPick: () => void }) {
  const { isShort, seconds, sizeBytes } = estimateCapture(session, length.seconds);
  const note = length.refusal ?? (isShort ? `only ${formatDuration(seconds)} buffered: you will get that` : undefined);
  return (
    <Menu.Item onClick={onPick} disabled={length.refusal !== undefined}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={550}>
          {length.label}
        </Text>
        <Text size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {sizeBytes === undefined ? '' : `about ${formatBytes(sizeBytes)}`}
        </Text>
      </Group>
      {note === undefined ? null : (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </Menu.Item>
  );
}
