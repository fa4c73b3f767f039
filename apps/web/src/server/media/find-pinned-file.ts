import { join } from 'node:path';
import { ReplayError } from '@reprise/replay';
import { resolvePinnedPath } from './pinned-path.ts';
import type { FindMedia } from './serve-media.ts';

/** A playlist or segment that is held for one's own capture. It lives as long as the hold, so nobody may keep it. */
export const findPinnedFile: FindMedia = async ({ api, env }, actor, request) => {
  const path = request.query['path'];
  const [captureId, ...segments] = Array.isArray(path) ? path : [];
  if (captureId === undefined) throw new ReplayError('CAPTURE_NOT_FOUND');
  const { directory } = await api.replay.authorizeCaptureMedia(actor, captureId);
  const file = resolvePinnedPath(join(/* turbopackIgnore: true */ env.replay.paths.buffer, directory), segments);
  if (file === undefined) throw new ReplayError('FILE_NOT_FOUND');
  return { ...file, cacheControl: 'private, no-store, no-transform' };
};
