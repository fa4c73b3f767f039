import 'server-only';
import { linkEndSchema, type LinkEnd, type PublicClip } from '@reprise/replay';
import { headers } from 'next/headers';
import { cache } from 'react';
import { z } from 'zod';
import { toMediaRefusal } from './media/media-refusal.ts';
import { getWebServer } from './web-server.ts';

/** What a link shows. `unknown`: there never was such a link, or its clip is gone. */
export type FoundClip = { kind: 'clip'; clip: PublicClip; baseUrl: string } | { kind: 'ended'; reason: LinkEnd | 'unknown' | 'too-often' };

const endedSchema = z.object({ details: z.object({ reason: linkEndSchema }) });

/** The clip behind a link, opened once a request however many parts of the page ask. */
export const findPublicClip = cache(async (token: string): Promise<FoundClip> => {
  const { api, env } = getWebServer();
  try {
    await api.takePublicRate('open-link', await headers());
    return { kind: 'clip', clip: await api.replay.openClipLink(token), baseUrl: env.baseUrl };
  } catch (error) {
    const code = toMediaRefusal(error)?.body.code;
    if (code === 'LINK_ENDED') return { kind: 'ended', reason: endedSchema.safeParse(error).data?.details.reason ?? 'unknown' };
    if (code === 'LINK_NOT_FOUND') return { kind: 'ended', reason: 'unknown' };
    if (code === 'RATE_LIMITED') return { kind: 'ended', reason: 'too-often' };
    throw error;
  }
});

/** Where the bytes behind a link are, below the instance's own address. */
export function linkMediaPath(token: string, file: 'video.mp4' | 'poster.jpg'): string {
  return `/media/links/${encodeURIComponent(token)}/${file}`;
}
