'use client';
import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { followFrames, insideFrame, stepTarget, type FrameClock, type ShownFrame } from './frame-clock.ts';

const fromZero = () => 0;

/** The shown frame of a video, and steps from it to its neighbours, not before `earliest` (seconds). */
export function useFrameClock(videoRef: RefObject<HTMLVideoElement | null>, earliest: () => number = fromZero) {
  const clock = useRef<FrameClock>(undefined);
  useEffect(() => {
    if (videoRef.current === null) return;
    clock.current = followFrames(videoRef.current);
    return () => clock.current?.stop();
  }, [videoRef]);

  const shown = useCallback((): ShownFrame => clock.current?.shown() ?? { startSeconds: 0, lengthSeconds: 1 / 30 }, []);
  const step = useCallback(
    (direction: -1 | 1) => {
      const video = videoRef.current;
      if (video === null) return;
      video.pause();
      video.currentTime = stepTarget(shown(), video.currentTime, direction, earliest());
    },
    [videoRef, shown, earliest],
  );
  return { shown, step, mark: useCallback(() => insideFrame(shown()), [shown]) };
}
