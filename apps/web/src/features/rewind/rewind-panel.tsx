'use client';
import { Select, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import type { RoomSession } from '../../trpc/types.ts';
import type { CaptureWish } from '../call/capture-request.ts';
import type { PlayerAction } from '../player/player-keys.ts';
import type { Marks } from '../player/timeline.tsx';
import { usePlayerKeys } from '../player/use-player-keys.ts';
import { CaptureRange } from './capture-range.tsx';
import { RewindControls } from './rewind-controls.tsx';
import { RewindTimeline } from './rewind-timeline.tsx';
import classes from './rewind-panel.module.css';
import { keepInside, selectionOf, setMark } from './selection.ts';
import { useLoop } from './use-loop.ts';
import { useRewindPlayer } from './use-rewind-player.ts';

/** A running buffer to look back in: picture, timeline, marks, and a capture of exactly what lies between them. */
export function RewindPanel(props: {
  session: RoomSession;
  offered: readonly RoomSession[];
  onChoose: (sessionId: string) => void;
  onCapture: (wish: CaptureWish) => Promise<string | undefined>;
}) {
  const { session, offered, onChoose, onCapture } = props;
  const videoRef = useRef<HTMLVideoElement>(null);
  const player = useRewindPlayer(videoRef, session.id);
  const [marks, setMarks] = useState<Marks>({ in: undefined, out: undefined });
  const [lost, setLost] = useState<'start' | 'all'>();
  const [isMuted, setIsMuted] = useState(true);
  const selection = selectionOf(marks);
  const loop = useLoop(player, selection);

  const kept = player.span && keepInside(marks, player.span);
  if (kept !== undefined) {
    setMarks(kept.marks);
    setLost(kept.lost);
  }
  function mark(which: 'in' | 'out', value = player.mark()) {
    if (value === undefined) return;
    setLost(undefined);
    setMarks((before) => setMark(before, which, value));
  }

  function onAction(action: PlayerAction): boolean {
    const { span, positionMs = 0 } = player;
    if (action.type === 'toggle') player.toggle();
    else if (action.type === 'skip') player.seek(positionMs + action.seconds * 1000);
    else if (action.type === 'step') player.step(action.direction);
    else if (action.type === 'mark-in') mark('in');
    else if (action.type === 'mark-out') mark('out');
    else if (action.type === 'mute') setIsMuted((before) => !before);
    else if (action.type === 'loop') loop.toggle();
    else if (action.type === 'go' && span) player.seek(action.to === 'start' ? span.from : span.to);
    else return false;
    return true;
  }
  usePlayerKeys({ isActive: true, arrowSeconds: 1, onAction });

  return (
    <Stack gap="sm">
      {offered.length > 1 ? (
        <Select
          label="Whose screen"
          size="xs"
          value={session.id}
          allowDeselect={false}
          data={offered.map(({ id, username }) => ({ value: id, label: username }))}
          onChange={(id) => (id === null ? undefined : onChoose(id))}
        />
      ) : null}
      <div className={classes.stage}>
        <video
          ref={videoRef}
          className={classes.video}
          muted={isMuted}
          playsInline
          autoPlay
          aria-label={`${session.username}’s screen, earlier`}
        />
        {player.problem === undefined ? null : (
          <Text className={classes.problem} role="alert" size="sm">
            {player.problem}
          </Text>
        )}
      </div>
      <RewindTimeline sessionId={session.id} player={player} marks={marks} onMark={mark} />
      <RewindControls
        player={player}
        isMuted={isMuted}
        onMuted={setIsMuted}
        onMark={mark}
        isLooping={loop.isOn}
        onLoop={selection && loop.toggle}
      />
      {lost === undefined ? null : (
        <Text size="sm" role="status">
          {lost === 'all'
            ? 'What you had marked has left the buffer.'
            : 'The start of your selection has left the buffer: it begins later now.'}
        </Text>
      )}
      <CaptureRange
        session={session}
        selection={selection}
        onCapture={onCapture}
        onClear={() => setMarks({ in: undefined, out: undefined })}
      />
    </Stack>
  );
}
