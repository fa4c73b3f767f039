import type { Actor } from '../access/actor.ts';
import { requireInstanceAdmin } from '../access/permissions.ts';
import { ReplayError } from '../errors.ts';
import type { CaptureRecord } from '../ports/capture-store.ts';
import type { SessionRecord } from '../ports/session-store.ts';
import type { CaptureView } from '../schemas/capture-schemas.ts';
import { findVisibleSession } from '../sessions/stop-session.ts';
import { capturableStatuses, isOneOf } from '../sessions/transitions.ts';
import { toCaptureView } from './capture-view.ts';
import { findOwnCapture } from './get-capture.ts';
import { authorizeCapture, estimateFor, type RequestCaptureDeps } from './request-capture.ts';

/** Cancels one's own capture; one that is over already stays as it is. @throws ReplayError CAPTURE_NOT_FOUND */
export async function cancelCapture(deps: Pick<RequestCaptureDeps, 'captures'>, actor: Actor, captureId: string): Promise<CaptureView> {
  await findOwnCapture(deps, actor, captureId);
  await deps.captures.cancel(captureId);
  return toCaptureView(await findOwnCapture(deps, actor, captureId));
}

/**
 * Tries a failed capture again, with the window it had.
 * @throws ReplayError CAPTURE_NOT_FOUND, CONFLICT when it did not fail, and what a new request would be refused with
 */
export async function retryCapture(deps: RequestCaptureDeps, actor: Actor, captureId: string): Promise<CaptureView> {
  const capture = await findOwnCapture(deps, actor, captureId);
  if (capture.status !== 'failed') throw new ReplayError('CONFLICT');
  const session = await findVisibleSession(deps, actor, capture.sessionId);
  await authorizeCapture(deps, actor, session);
  return queueAgain(deps, capture, session);
}

/**
 * Tries anybody's failed capture again, on its owner's quota.
 * @throws ReplayError PERMISSION_DENIED for everybody but instance admins, CAPTURE_NOT_FOUND, CONFLICT when it did not fail,
 * SESSION_NOT_ACTIVE when its buffer is gone, QUOTA_EXCEEDED
 */
export async function retryAnyCapture(deps: RequestCaptureDeps, actor: Actor, captureId: string): Promise<CaptureView> {
  requireInstanceAdmin(actor);
  const capture = await deps.captures.find(captureId);
  if (!capture) throw new ReplayError('CAPTURE_NOT_FOUND');
  if (capture.status !== 'failed') throw new ReplayError('CONFLICT');
  const session = await deps.sessions.find(capture.sessionId);
  if (!session) throw new ReplayError('SESSION_NOT_ACTIVE');
  return queueAgain(deps, capture, session);
}

async function queueAgain(deps: RequestCaptureDeps, capture: CaptureRecord, session: SessionRecord): Promise<CaptureView> {
  if (!isOneOf(session.status, capturableStatuses)) throw new ReplayError('SESSION_NOT_ACTIVE');
  const window = { startAt: capture.requestedStart.getTime(), endAt: capture.requestedEnd.getTime() };
  const result = await deps.captures.retry(capture.id, estimateFor(session, window));
  if (result !== 'queued') throw new ReplayError(result);
  const queued = await deps.captures.find(capture.id);
  if (!queued) throw new ReplayError('CAPTURE_NOT_FOUND');
  return toCaptureView(queued);
}
