'use client';
import { ActionIcon, Button, Group, Kbd, Switch, Tooltip } from '@mantine/core';
import {
  IconBracketsContainEnd,
  IconBracketsContainStart,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconRepeat,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './rewind-panel.module.css';
import type { RewindPlayer } from './use-rewind-player.ts';

/** Play, step, mark, loop, sound and the way back to the newest media. */
export function RewindControls(props: {
  player: RewindPlayer;
  isMuted: boolean;
  onMuted: (isMuted: boolean) => void;
  onMark: (mark: 'in' | 'out') => void;
  isLooping: boolean;
  /** Undefined: there is nothing to loop. */
  onLoop: (() => void) | undefined;
}) {
  const { player, isMuted, onMuted, onMark, isLooping, onLoop } = props;
  return (
    <div className={classes.controls}>
      <Group gap={6}>
        <Icon label="One frame back" keys="," onClick={() => player.step(-1)}>
          <IconPlayerSkipBack size={18} aria-hidden="true" />
        </Icon>
        <Icon label={player.isPlaying ? 'Pause' : 'Play'} keys="Space" onClick={player.toggle}>
          {player.isPlaying ? (
            <IconPlayerPauseFilled size={18} aria-hidden="true" />
          ) : (
            <IconPlayerPlayFilled size={18} aria-hidden="true" />
          )}
        </Icon>
        <Icon label="One frame forward" keys="." onClick={() => player.step(1)}>
          <IconPlayerSkipForward size={18} aria-hidden="true" />
        </Icon>
        <Button
          size="compact-sm"
          variant={player.isLive ? 'light' : 'default'}
          color="red"
          aria-pressed={player.isLive}
          onClick={player.goLive}
        >
          Live
        </Button>
      </Group>
      <Group gap={6}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconBracketsContainStart size={16} aria-hidden="true" />}
          rightSection={<Kbd size="xs">I</Kbd>}
          aria-keyshortcuts="I"
          onClick={() => onMark('in')}
        >
          Mark start
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconBracketsContainEnd size={16} aria-hidden="true" />}
          rightSection={<Kbd size="xs">O</Kbd>}
          aria-keyshortcuts="O"
          onClick={() => onMark('out')}
        >
          Mark end
        </Button>
        <Tooltip label={onLoop === undefined ? 'Mark a start and an end first' : 'Play the selection over and over (P)'}>
          <Button
            size="compact-sm"
            variant={isLooping ? 'light' : 'default'}
            leftSection={<IconRepeat size={16} aria-hidden="true" />}
            aria-pressed={isLooping}
            disabled={onLoop === undefined}
            onClick={onLoop}
          >
            Loop
          </Button>
        </Tooltip>
      </Group>
      <Switch label="Sound of the rewind" checked={!isMuted} onChange={(event) => onMuted(!event.currentTarget.checked)} />
    </div>
  );
}

function Icon(props: { label: string; keys: string; onClick: () => void; children: ReactNode }) {
  const { label, keys, onClick, children } = props;
  return (
    <Tooltip label={`${label} (${keys})`}>
      <ActionIcon variant="default" size={34} aria-label={label} aria-keyshortcuts={keys} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
