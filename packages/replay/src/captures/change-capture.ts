import type { Actor } from '../access/actor.ts';
import { type ClipDeps, findOwnClip } from '../clips/my-clips.ts';
import { estimateTrim } from '../clips/trim-clip.ts';
import { ReplayError } from '../errors.ts';
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
  const window = { startAt: capture.requestedStart.getTime(), endAt: capture.requestedEnd.getTime() };
  const bytes =
    capture.sessionId === null
      ? estimateTrim(await findOwnClip(deps, actor, capture.sourceClipId ?? ''), window)
      : estimateFor(await findCapturableSession(deps, actor, capture.sessionId), window);
  const result = await deps.captures.retry(captureId, bytes);
  if (result !== 'queued') throw new ReplayError(result);
  return toCaptureView(await findOwnCapture(deps, actor, captureId));
}

async function findCapturableSession(deps: RequestCaptureDeps, actor: Actor, sessionId: string): Promise<SessionRecord> {
  const session = await findVisibleSession(deps, actor, sessionId);
  await authorizeCapture(deps, actor, session);
  if (!isOneOf(session.status, capturableStatuses)) throw new ReplayError('SESSION_NOT_ACTIVE');
  return session;
}
