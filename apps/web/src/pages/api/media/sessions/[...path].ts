import { findLiveMedia } from '../../../../server/media/find-live-media.ts';
import { serveMedia } from '../../../../server/media/serve-media.ts';

/** Read by the build, which needs a literal. */
export const config = { api: { responseLimit: false, externalResolver: true, bodyParser: false } };

export default serveMedia(findLiveMedia);
