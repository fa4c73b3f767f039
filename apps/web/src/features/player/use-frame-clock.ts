'use client';
import { useCallback, useEffect, useRef, type RefObject } from 'react';
import { followFrames, insideFrame, stepTarget, type FrameClock, type ShownFrame } from './frame-clock.ts';

/** The shown frame of a video, and steps from it to its neighbours. */
export function useFrameClock(videoRef: RefObject<HTMLVideoElement | null>) {
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
      video.currentTime = stepTarget(shown(), video.currentTime, direction);
    },
    [videoRef, shown],
  );
  return { shown, step, mark: useCallback(() => insideFrame(shown()), [shown]) };
}
