/** A segment as the player holds it: where it lies on the element's time line, and on the wall clock. */
export interface LiveFragment {
  /** File name of the segment without its extension. */
  name: string;
  startSeconds: number;
  durationSeconds: number;
  /** Wall clock of its first frame, ms. */
  startsAtMs: number;
}

/** Holes shorter than this are the jitter of frames. */
const shortestHoleMs = 200;
/** Sound begins up to a packet (20 ms) after the picture, and hls.js loads nothing for a place before its first segment. */
const startDistanceMs = 50;
/** A browser shows a picture when some more are there (Chromium: four), and nothing follows the newest for seconds. */
const endDistanceMs = 500;

const endOf = (fragment: LiveFragment): number => fragment.startsAtMs + fragment.durationSeconds * 1000;

/** Wall clock of an instant of the player's time line; undefined while nothing is listed. */
export function toWallMs(fragments: readonly LiveFragment[], seconds: number): number | undefined {
  const fragment = fragments.findLast(({ startSeconds }) => startSeconds <= seconds + 1e-6) ?? fragments[0];
  return fragment && fragment.startsAtMs + (seconds - fragment.startSeconds) * 1000;
}

/** Where a wall-clock instant lies on the player's time line; in a hole, where the picture goes on. */
export function toSeconds(fragments: readonly LiveFragment[], wallMs: number): number | undefined {
  const fragment = fragments.find((candidate) => endOf(candidate) > wallMs) ?? fragments.at(-1);
  if (!fragment) return undefined;
  const offset = Math.min(fragment.durationSeconds, Math.max(0, (wallMs - fragment.startsAtMs) / 1000));
  return fragment.startSeconds + offset;
}

/** Where the player goes for a wall-clock instant: not quite to the ends, where nothing would be shown. Undefined while nothing is listed. */
export function toSeekTarget(fragments: readonly LiveFragment[], wallMs: number): number | undefined {
  const span = spanOf(fragments);
  return span && toSeconds(fragments, Math.max(span.from + startDistanceMs, Math.min(wallMs, span.to - endDistanceMs)));
}

/** The first place the player may be sent to. */
export const earliestSeconds = (fragments: readonly LiveFragment[]): number => (fragments[0]?.startSeconds ?? 0) + startDistanceMs / 1000;

/** From the first to the last media, wall-clock ms. */
export function spanOf(fragments: readonly LiveFragment[]): { from: number; to: number } | undefined {
  const [first, last] = [fragments[0], fragments.at(-1)];
  return first && last && { from: first.startsAtMs, to: endOf(last) };
}

/** Where nothing was received. */
export function holesOf(fragments: readonly LiveFragment[]): Array<{ from: number; to: number }> {
  return fragments.flatMap((fragment, index) => {
    const before = fragments[index - 1];
    return before && fragment.startsAtMs - endOf(before) > shortestHoleMs ? [{ from: endOf(before), to: fragment.startsAtMs }] : [];
  });
}

/** The segment whose first picture stands for an instant. */
export function fragmentAt(fragments: readonly LiveFragment[], wallMs: number): LiveFragment | undefined {
  return fragments.findLast(({ startsAtMs }) => startsAtMs <= wallMs) ?? fragments[0];
}

/** `count` segments spread evenly over the span, for a strip of pictures. */
export function spreadFragments(fragments: readonly LiveFragment[], count: number): LiveFragment[] {
  const span = spanOf(fragments);
  if (!span) return [];
  return Array.from({ length: count }, (_, index) =>
    fragmentAt(fragments, span.from + ((index + 0.5) / count) * (span.to - span.from)),
  ).filter((fragment) => fragment !== undefined);
}
