'use client';
import { useEffect, useEffectEvent } from 'react';
import { isForElement, playerAction, type PlayerAction } from './player-keys.ts';

/** Keys of a player, wherever the focus is on the page, except where they mean something else. */
export function usePlayerKeys(options: { isActive: boolean; arrowSeconds: number; onAction: (action: PlayerAction) => boolean }): void {
  const { isActive, arrowSeconds, onAction } = options;
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isForElement(event)) return;
    const action = playerAction(event, arrowSeconds);
    if (action !== undefined && onAction(action)) event.preventDefault();
  });
  useEffect(() => {
    if (!isActive) return;
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, [isActive]);
}
