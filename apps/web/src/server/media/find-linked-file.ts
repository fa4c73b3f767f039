import { type LinkFileKind, ReplayError } from '@reprise/replay';
import { type FindPublicMedia, oneParameter, webHeaders } from './serve-media.ts';

/** What a link gives out, by the last part of the URL. */
const kinds: Readonly<Record<string, LinkFileKind>> = { 'video.mp4': 'video', 'poster.jpg': 'poster' };

/** The video or the poster behind a public link. It is asked for anew each time, because a link may end at any moment. */
export const findLinkedFile: FindPublicMedia = async ({ api }, request) => {
  await api.takePublicRate('open-link', webHeaders(request));
  const token = oneParameter(request.query['token']);
  const name = oneParameter(request.query['file']) ?? '';
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (token === undefined || kind === undefined) throw new ReplayError('LINK_NOT_FOUND');
  const file = await api.replay.findLinkFile(token, kind);
  return {
    path: api.pathOfFile(file.storagePath),
    contentType: file.mimeType,
    etag: file.checksum,
    cacheControl: 'private, no-cache, no-transform',
  };
};
