'use client';
import { Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ClipView as Clip } from '../../trpc/types.ts';
import { describeShortfall } from '../call/capture-status.ts';
import { ClipNotWatchable } from '../clips/clip-not-watchable.tsx';
import { watchState } from '../clips/refresh-clip.ts';
import { ClipFacts } from './clip-facts.tsx';
import { ClipTitle } from './clip-title.tsx';
import { ClipToolbar } from './clip-toolbar.tsx';
import { PlayerFrame } from './player-frame.tsx';
import { TrimPanel } from './trim-panel.tsx';
import { useClipPlayer } from './use-clip-player.ts';
import { useTrimMarks } from './use-trim-marks.ts';

/** A clip that is there: player, title, tools and facts. */
export function ClipView({ clip, onDelete }: { clip: Clip; onDelete: () => void }) {
  const state = watchState(clip);
  if (state === 'ready') return <WatchableClip clip={clip} onDelete={onDelete} />;
  return (
    <Stack gap="md">
      <ClipNotWatchable state={state} />
      <ClipTitle clip={clip} />
      <ClipFacts clip={clip} />
    </Stack>
  );
}

function WatchableClip({ clip, onDelete }: { clip: Clip; onDelete: () => void }) {
  const [isTrimming, trimming] = useDisclosure(false);
  const trim = useTrimMarks(clip);
  const player = useClipPlayer(clip, (action, seconds) => {
    if (!isTrimming || (action.type !== 'mark-in' && action.type !== 'mark-out')) return false;
    trim.set(action.type === 'mark-in' ? 'in' : 'out', seconds * 1000);
    return true;
  });
  return (
    <Stack gap="md">
      <PlayerFrame
        videoRef={player.videoRef}
        isShown={player.isShown}
        poster={clip.posterUrl ?? undefined}
        label={clip.title}
        problem={player.problem}
        size="large"
      />
      {isTrimming ? <TrimPanel clip={clip} player={player} trim={trim} onClose={trimming.close} /> : null}
      <ClipTitle clip={clip} />
      <ClipToolbar clip={clip} player={player} isTrimming={isTrimming} onTrim={trimming.toggle} onDelete={onDelete} />
      {describeShortfall(clip).map((note) => (
        <Text key={note} size="sm" c="dimmed">
          {note}
        </Text>
      ))}
      <ClipFacts clip={clip} />
    </Stack>
  );
}
