'use client';
import { useEffect, useState } from 'react';
import type { ClipView } from '../../trpc/types.ts';
import { copyFrame } from './copy-frame.ts';
import type { PlayerAction } from './player-keys.ts';
import { useFrameClock } from './use-frame-clock.ts';
import { useInstantSource } from './use-instant-source.ts';
import { usePlayerKeys } from './use-player-keys.ts';

const arrowSeconds = 5;

/** The player of a clip's page with its keys. `onMark` is asked first, with the instant inside the shown frame (seconds). */
export function useClipPlayer(clip: ClipView, onMark: (action: PlayerAction, seconds: number) => boolean) {
  const { videoRef, isShown, problem } = useInstantSource({ kind: 'file', url: clip.fileUrl });
  const frames = useFrameClock(videoRef);
  const [positionSeconds, setPositionSeconds] = useState(0);

  useEffect(() => {
    const video = videoRef.current;
    if (video === null) return;
    const abort = new AbortController();
    const tell = () => setPositionSeconds(video.currentTime);
    for (const name of ['timeupdate', 'seeking', 'seeked'] as const) video.addEventListener(name, tell, { signal: abort.signal });
    return () => abort.abort();
  }, [videoRef]);

  function seek(seconds: number) {
    if (videoRef.current !== null) videoRef.current.currentTime = Math.min(clip.durationSeconds, Math.max(0, seconds));
  }
  function onAction(action: PlayerAction): boolean {
    const video = videoRef.current;
    if (video === null) return false;
    if (onMark(action, frames.mark())) return true;
    switch (action.type) {
      case 'toggle':
        if (video.paused) void video.play().catch(() => undefined);
        else video.pause();
        return true;
      case 'skip':
        seek(video.currentTime + action.seconds);
        return true;
      case 'step':
        frames.step(action.direction);
        return true;
      case 'go':
        seek(action.to === 'start' ? 0 : clip.durationSeconds);
        return true;
      case 'mute':
        video.muted = !video.muted;
        return true;
      case 'fullscreen':
        void toggleFullscreen(video);
        return true;
      case 'copy-frame':
        void copyFrame(video, clip.title);
        return true;
      default:
        return false;
    }
  }
  usePlayerKeys({ isActive: true, arrowSeconds, onAction });
  return { videoRef, isShown, problem, positionSeconds, seek, step: frames.step, shown: frames.shown, mark: frames.mark };
}

/** What {@link useClipPlayer} gives. */
export type ClipPlayer = ReturnType<typeof useClipPlayer>;

/** The whole player fills the screen, with its controls. */
async function toggleFullscreen(video: HTMLVideoElement): Promise<void> {
  const frame = video.closest('media-controller') ?? video;
  // Refused without a key press or click of a person: then nothing happens.
  await (document.fullscreenElement === null ? frame.requestFullscreen() : document.exitFullscreen()).catch(() => undefined);
}
