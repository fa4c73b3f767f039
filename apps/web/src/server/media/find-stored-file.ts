import { extname } from 'node:path';
import { ReplayError } from '@reprise/replay';
import { attachmentDisposition } from './content-disposition.ts';
import { oneParameter, type FindMedia } from './serve-media.ts';

/** A stored file of a clip the person may watch; with `?download=1` it is saved under the clip's title. */
export const findStoredFile: FindMedia = async ({ api }, actor, request) => {
  const id = oneParameter(request.query['id']);
  if (id === undefined) throw new ReplayError('FILE_NOT_FOUND');
  const file = await api.replay.authorizeFile(actor, id);
  return {
    path: api.pathOfFile(file.storagePath),
    contentType: file.mimeType,
    etag: file.checksum,
    // Whether a person may see it is asked again for every other person; the bytes behind an id never change.
    cacheControl: 'private, max-age=31536000, immutable, no-transform',
    ...(oneParameter(request.query['download']) === '1'
      ? { contentDisposition: attachmentDisposition(file.title, extname(file.filename)) }
      : {}),
  };
};
