import { ReplayError } from '@reprise/replay';
import type { FindMedia } from './serve-media.ts';

/** A playlist, segment or thumbnail of a buffer that is being written, for those who may capture it. */
export const findLiveMedia: FindMedia = async ({ api }, actor, request) => {
  const path = request.query['path'];
  const [sessionId, ...names] = Array.isArray(path) ? path : [];
  if (sessionId === undefined) throw new ReplayError('SESSION_NOT_FOUND');
  const { segmentPath } = await api.replay.authorizeLiveBuffer(actor, sessionId);
  const media = await api.liveBuffers.find(segmentPath, names);
  if (media === undefined) throw new ReplayError('FILE_NOT_FOUND');
  return media;
};
