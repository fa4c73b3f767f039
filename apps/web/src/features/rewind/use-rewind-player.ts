'use client';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useFrameClock } from '../player/use-frame-clock.ts';
import { followBuffer } from './follow-buffer.ts';
import { earliestSeconds, type LiveFragment, spanOf, toSeekTarget, toWallMs } from './wall-clock.ts';

/** This near to the newest media one is at the live edge. */
const liveEdgeMs = 12_000;
/** Where "live" leads: close to the newest media, with a segment in hand. */
const liveDistanceMs = 3_000;

/** A player of a running buffer whose every instant is one of the wall clock (ms). */
export function useRewindPlayer(videoRef: RefObject<HTMLVideoElement | null>, sessionId: string) {
  const known = useRef<LiveFragment[]>([]);
  const [fragments, setFragments] = useState<LiveFragment[]>([]);
  const [problem, setProblem] = useState<string>();
  const [positionMs, setPositionMs] = useState<number>();
  const [isPlaying, setIsPlaying] = useState(false);
  const earliest = useCallback(() => earliestSeconds(known.current), []);
  const frames = useFrameClock(videoRef, earliest);

  useEffect(() => {
    const video = videoRef.current;
    if (video === null) return;
    const abort = new AbortController();
    const { signal } = abort;
    const tellPosition = () => setPositionMs(toWallMs(known.current, video.currentTime));
    const onFragments = (next: LiveFragment[]) => {
      known.current = next;
      setFragments(next);
      tellPosition();
    };
    void followBuffer(video, sessionId, { signal, onFragments, onProblem: setProblem });
    for (const name of ['timeupdate', 'seeking', 'seeked'] as const) video.addEventListener(name, tellPosition, { signal });
    for (const name of ['play', 'pause'] as const) video.addEventListener(name, () => setIsPlaying(!video.paused), { signal });
    return () => abort.abort();
  }, [videoRef, sessionId]);

  const seek = useCallback(
    (wallMs: number) => {
      const seconds = toSeekTarget(known.current, wallMs);
      if (videoRef.current !== null && seconds !== undefined) {
        videoRef.current.currentTime = seconds;
        setPositionMs(toWallMs(known.current, seconds));
      }
    },
    [videoRef],
  );
  const play = useCallback(() => {
    void videoRef.current?.play().catch(() => undefined);
  }, [videoRef]);
  const span = spanOf(fragments);
  const now = positionMs ?? span?.to;
  return {
    fragments,
    problem,
    span,
    positionMs: now,
    isPlaying,
    isLive: span !== undefined && now !== undefined && span.to - now < liveEdgeMs,
    seek,
    step: frames.step,
    toggle: () => {
      const video = videoRef.current;
      if (video?.paused === true) play();
      else video?.pause();
    },
    play,
    goLive: () => {
      if (span === undefined) return;
      seek(span.to - liveDistanceMs);
      play();
    },
    /** Wall clock inside the shown frame, ms. */
    mark: () => toWallMs(known.current, frames.mark()),
    frameMs: () => frames.shown().lengthSeconds * 1000,
  };
}

/** What {@link useRewindPlayer} gives. */
export type RewindPlayer = ReturnType<typeof useRewindPlayer>;
