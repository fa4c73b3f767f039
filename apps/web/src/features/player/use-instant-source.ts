'use client';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { attachPlaylist } from './attach-playlist.ts';

/** What to play: the held segments, whose first second may lie before the start, or the finished file. */
export type PlayerSource = { kind: 'playlist'; url: string; startOffsetSeconds: number } | { kind: 'file'; url: string };

/**
 * Feeds a video element from a source that changes from playlist to file while somebody watches.
 * The picture stays hidden until the start is reached: the first frame of a segment is not the first frame of the moment.
 */
export function useInstantSource(source: PlayerSource): {
  videoRef: RefObject<HTMLVideoElement | null>;
  isShown: boolean;
  problem: string | undefined;
} {
  const videoRef = useRef<HTMLVideoElement>(null);
  /** Where the viewer is in the moment, and whether it plays: what the next source takes over. */
  const place = useRef({ seconds: 0, isPlaying: false });
  const [isShown, setIsShown] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { kind, url } = source;
  const offsetSeconds = source.kind === 'playlist' ? source.startOffsetSeconds : 0;

  useEffect(() => {
    const video = videoRef.current;
    if (video === null) return;
    const abort = new AbortController();
    const { signal } = abort;
    const target = offsetSeconds + place.current.seconds;
    setProblem(undefined);

    const show = () => {
      setIsShown(true);
      if (place.current.isPlaying) void video.play().catch(() => undefined);
    };
    // A target of zero is where the element already is: no seek will be reported.
    video.addEventListener('seeked', show, { once: true, signal });
    if (target < 0.05) video.addEventListener('loadeddata', show, { once: true, signal });
    const remember = () => {
      if (!signal.aborted && !video.seeking) {
        place.current = { seconds: Math.max(0, video.currentTime - offsetSeconds), isPlaying: !video.paused && !video.ended };
      }
    };
    for (const name of ['timeupdate', 'play', 'pause'] as const) video.addEventListener(name, remember, { signal });
    // Nothing before the start belongs to the moment.
    video.addEventListener(
      'seeking',
      () => {
        if (video.currentTime < offsetSeconds - 0.05) video.currentTime = offsetSeconds;
      },
      { signal },
    );

    if (kind === 'file') {
      video.addEventListener(
        'loadedmetadata',
        () => {
          if (target >= 0.05) video.currentTime = Math.min(target, video.duration);
        },
        { once: true, signal },
      );
      video.addEventListener('error', () => setProblem('The clip cannot be played here. Download it instead.'), { signal });
      video.src = url;
    } else {
      void attachPlaylist(video, { url, startSeconds: target, signal, onFailed: setProblem });
    }
    return () => abort.abort();
  }, [kind, url, offsetSeconds]);

  return { videoRef, isShown, problem };
}
