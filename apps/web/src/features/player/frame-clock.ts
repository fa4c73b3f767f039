/** The frame on the screen. Seconds of the element's time line. */
export interface ShownFrame {
  /** When it begins. */
  startSeconds: number;
  /** How long a frame of this video lasts. */
  lengthSeconds: number;
}

/** Follows which frame a video shows. */
export interface FrameClock {
  /** The frame on the screen now. */
  shown(): ShownFrame;
  stop(): void;
}

const defaultLengthSeconds = 1 / 30;
/** What is longer than this between two frames is a picture that stood still. */
const longestLengthSeconds = 0.2;
const deltasKept = 15;

/** The usual length of a frame, out of the times of frames that followed each other; 1/30 s while nothing is known. */
export function estimateFrameLength(deltas: readonly number[]): number {
  const usual = deltas.filter((delta) => delta > 0.001 && delta < longestLengthSeconds).toSorted((a, b) => a - b);
  return usual[Math.floor(usual.length / 2)] ?? defaultLengthSeconds;
}

/**
 * Where to seek from `atSeconds` so that the frame before or after the shown one appears: into its middle, clear of
 * rounding. A picture that stands still is one long frame: then every step goes on through it, by most of a usual one.
 */
export function stepTarget({ startSeconds, lengthSeconds }: ShownFrame, atSeconds: number, direction: -1 | 1, earliestSeconds = 0): number {
  const neighbour = startSeconds + (direction + 0.5) * lengthSeconds;
  const onwards = atSeconds + direction * 0.75 * lengthSeconds;
  return Math.max(earliestSeconds, direction === 1 ? Math.max(neighbour, onwards) : Math.min(neighbour, onwards));
}

/** An instant safely inside the shown frame: a mark there is not moved to its neighbour by rounding. */
export function insideFrame({ startSeconds, lengthSeconds }: ShownFrame): number {
  return startSeconds + Math.min(lengthSeconds / 2, 0.01);
}

/** Listens to the frames a video presents; browsers that do not tell them are asked for their time instead. */
export function followFrames(video: HTMLVideoElement): FrameClock {
  const deltas: number[] = [];
  let last: { mediaTime: number; count: number } | undefined;
  let handle = 0;
  const onFrame = (_now: number, { mediaTime, presentedFrames: count }: { mediaTime: number; presentedFrames: number }) => {
    if (last?.count === count - 1 && !video.seeking) deltas.push(mediaTime - last.mediaTime);
    if (deltas.length > deltasKept) deltas.shift();
    last = { mediaTime, count };
    handle = video.requestVideoFrameCallback(onFrame);
  };
  const canTell = 'requestVideoFrameCallback' in video;
  if (canTell) handle = video.requestVideoFrameCallback(onFrame);
  return {
    shown: () => {
      const lengthSeconds = estimateFrameLength(deltas);
      const now = video.currentTime;
      // A step aims at the middle of a frame: the next press counts from there, not from what is still shown.
      if (video.seeking) return { startSeconds: Math.max(0, now - lengthSeconds / 2), lengthSeconds };
      // A frame that was told long ago is not the one that was sought since, unless the picture stands still.
      const startSeconds = last && Math.abs(now - last.mediaTime) < longestLengthSeconds ? last.mediaTime : now;
      return { startSeconds, lengthSeconds };
    },
    stop: () => {
      if (canTell) video.cancelVideoFrameCallback(handle);
    },
  };
}
