import type { ClipView } from '../../trpc/types.ts';

/** How often a clip is asked for again while something of it is still being made, ms. */
const refreshMs = 3_000;
/** Pictures that are not there after this were given up, ms. */
const picturesMs = 120_000;

type Readiness = Pick<ClipView, 'compatibleState' | 'posterUrl' | 'createdAt'>;

/** Whether the viewer can watch it now or later: others than its owner get a version of their own, made after the capture. */
export function watchState(clip: Pick<ClipView, 'isOwn' | 'compatibleState'>): ClipView['compatibleState'] {
  return clip.isOwn ? 'ready' : clip.compatibleState;
}

/**
 * How often to look again, ms; false: nothing is to come that the page would show. `now` in ms.
 * Its owner, who can watch it at once, waits for the version for phones and editors.
 */
export function refreshClipEvery(clip: Readiness | undefined, now: number): number | false {
  if (clip === undefined) return false;
  const awaitsPictures = clip.posterUrl === null && now - Date.parse(clip.createdAt) < picturesMs;
  return clip.compatibleState === 'preparing' || awaitsPictures ? refreshMs : false;
}
