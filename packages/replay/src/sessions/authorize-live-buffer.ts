import type { Actor } from '../access/actor.ts';
import { authorizeCapture, type RequestCaptureDeps } from '../captures/request-capture.ts';
import { ReplayError } from '../errors.ts';
import { findVisibleSession } from './stop-session.ts';
import { capturableStatuses, isOneOf } from './transitions.ts';

/** Where a running buffer lies, relative to REPLAY_BUFFER_PATH. */
export interface LiveBufferPlace {
  segmentPath: string;
}

/**
 * Whether the actor may look at a running buffer: who may capture all of it may see all of it, and nobody else.
 * @throws ReplayError SESSION_NOT_FOUND, PERMISSION_DENIED, NOT_SESSION_OWNER, SESSION_NOT_ACTIVE, LIVEKIT_UNREACHABLE
 */
export async function authorizeLiveBuffer(
  deps: Pick<RequestCaptureDeps, 'access' | 'rooms' | 'sessions'>,
  actor: Actor,
  sessionId: string,
): Promise<LiveBufferPlace> {
  const session = await findVisibleSession(deps, actor, sessionId);
  await authorizeCapture(deps, actor, session);
  if (!isOneOf(session.status, capturableStatuses)) throw new ReplayError('SESSION_NOT_ACTIVE');
  return { segmentPath: session.segmentPath };
}
