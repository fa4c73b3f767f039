'use client';
import { useEffect, useState } from 'react';
import type { Selection } from './selection.ts';
import type { RewindPlayer } from './use-rewind-player.ts';

/** Plays a selection over and over while it is switched on. */
export function useLoop(player: RewindPlayer, selection: Selection | undefined): { isOn: boolean; toggle: () => void } {
  const [isWanted, setIsWanted] = useState(false);
  const { positionMs, isPlaying, seek } = player;
  const isOn = isWanted && selection !== undefined;
  const isOutside =
    isOn && isPlaying && positionMs !== undefined && (positionMs >= selection.endMs || positionMs < selection.startMs - 100);
  useEffect(() => {
    if (isOutside) seek(selection.startMs);
  }, [isOutside, seek, selection?.startMs]);
  return {
    isOn,
    toggle: () => {
      if (selection === undefined) return;
      setIsWanted(!isOn);
      if (isOn) return;
      seek(selection.startMs);
      player.play();
    },
  };
}
