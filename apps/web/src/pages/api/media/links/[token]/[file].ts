import { findLinkedFile } from '../../../../../server/media/find-linked-file.ts';
import { servePublicMedia } from '../../../../../server/media/serve-media.ts';

/** Read by the build, which needs a literal. */
export const config = { api: { responseLimit: false, externalResolver: true, bodyParser: false } };

export default servePublicMedia(findLinkedFile);
