import type { RoomSession } from '../../trpc/types.ts';

/** Codecs that no browser plays from a playlist: their clips are converted, and play when that is done. */
const withoutPreview: readonly string[] = ['vp8'];

/** A buffer that begins this much after its start has missed something, in ms. */
const LATE_MS = 5_000;

/** What of a share cannot be kept or shown, in sentences; empty when everything can. `since` is drawn as local time. */
export interface ShareLimit {
  text: string;
  since?: string;
}

/** Says what cannot be about a buffer that holds something. */
export function shareLimits(session: Pick<RoomSession, 'media' | 'bufferedFrom' | 'startedAt' | 'status'>): ShareLimit[] {
  const limits: ShareLimit[] = [];
  const { media, bufferedFrom, startedAt } = session;
  if (media?.video !== undefined && media.audio === undefined)
    limits.push({ text: 'This share has no sound: its clips have none either.' });
  if (media?.video !== undefined && withoutPreview.includes(media.video.codec.toLowerCase())) {
    limits.push({ text: `This share is sent as ${media.video.codec.toUpperCase()}: a clip plays when it is finished, not before.` });
  }
  if (bufferedFrom !== null && Date.parse(bufferedFrom) - Date.parse(startedAt) > LATE_MS) {
    limits.push({ text: 'What was before this is not kept:', since: bufferedFrom });
  }
  return limits;
}
