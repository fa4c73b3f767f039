import type { Actor } from '../access/actor.ts';
import { requireInstanceAdmin } from '../access/permissions.ts';
import { type ClipDeps, findOwnClip } from '../clips/my-clips.ts';
import { estimateTrim } from '../clips/trim-clip.ts';
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
export async function retryCapture(deps: RequestCaptureDeps & ClipDeps, actor: Actor, captureId: string): Promise<CaptureView> {
  const capture = await findOwnCapture(deps, actor, captureId);
  if (capture.status !== 'failed') throw new ReplayError('CONFLICT');
  if (capture.sessionId === null) return queueTrimAgain(deps, actor, capture);
  const session = await findVisibleSession(deps, actor, capture.sessionId);
  await authorizeCapture(deps, actor, session);
  return queueSessionAgain(deps, session, capture);
}

/**
 * Tries anybody's failed capture again, on its owner's quota.
 * @throws ReplayError PERMISSION_DENIED for everybody but instance admins, CAPTURE_NOT_FOUND, CONFLICT when it did not fail,
 * SESSION_NOT_ACTIVE when its buffer is gone, CLIP_NOT_FOUND when the clip to trim is gone, QUOTA_EXCEEDED
 */
export async function retryAnyCapture(deps: RequestCaptureDeps & ClipDeps, actor: Actor, captureId: string): Promise<CaptureView> {
  requireInstanceAdmin(actor);
  const capture = await deps.captures.find(captureId);
  if (!capture) throw new ReplayError('CAPTURE_NOT_FOUND');
  if (capture.status !== 'failed') throw new ReplayError('CONFLICT');
  if (capture.sessionId === null) return queueTrimAgain(deps, { userId: capture.userId, isInstanceAdmin: false }, capture);
  const session = await deps.sessions.find(capture.sessionId);
  if (!session) throw new ReplayError('SESSION_NOT_ACTIVE');
  return queueSessionAgain(deps, session, capture);
}

async function queueTrimAgain(deps: RequestCaptureDeps & ClipDeps, owner: Actor, capture: CaptureRecord): Promise<CaptureView> {
  const source = await findOwnClip(deps, owner, capture.sourceClipId ?? '');
  return queueAgain(deps, capture, estimateTrim(source, windowOf(capture)));
}

async function queueSessionAgain(deps: RequestCaptureDeps, session: SessionRecord, capture: CaptureRecord): Promise<CaptureView> {
  if (!isOneOf(session.status, capturableStatuses)) throw new ReplayError('SESSION_NOT_ACTIVE');
  return queueAgain(deps, capture, estimateFor(session, windowOf(capture)));
}

async function queueAgain(deps: RequestCaptureDeps, { id }: CaptureRecord, estimatedBytes: number): Promise<CaptureView> {
  const result = await deps.captures.retry(id, estimatedBytes);
  if (result !== 'queued') throw new ReplayError(result);
  const queued = await deps.captures.find(id);
  if (!queued) throw new ReplayError('CAPTURE_NOT_FOUND');
  return toCaptureView(queued);
}

const windowOf = ({ requestedStart, requestedEnd }: CaptureRecord) => ({
  startAt: requestedStart.getTime(),
  endAt: requestedEnd.getTime(),
});
