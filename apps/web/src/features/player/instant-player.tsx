'use client';
import { PlayerFrame } from './player-frame.tsx';
import { useInstantSource, type PlayerSource } from './use-instant-source.ts';

export type { PlayerSource } from './use-instant-source.ts';

/** Plays a moment the instant it is held, and goes on with the finished file without losing the place. */
export function InstantPlayer(props: { source: PlayerSource; poster: string | undefined; label: string; size?: 'small' | 'large' }) {
  const { source, poster, label, size = 'small' } = props;
  const { videoRef, isShown, problem } = useInstantSource(source);
  return <PlayerFrame videoRef={videoRef} isShown={isShown} poster={poster} label={label} problem={problem} size={size} />;
}
