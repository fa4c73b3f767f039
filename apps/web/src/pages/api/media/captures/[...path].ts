import { findPinnedFile } from '../../../../server/media/find-pinned-file.ts';
import { serveMedia } from '../../../../server/media/serve-media.ts';

/** Read by the build, which needs a literal. */
export const config = { api: { responseLimit: false, externalResolver: true, bodyParser: false } };

export default serveMedia(findPinnedFile);
