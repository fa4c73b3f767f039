import type { Actor } from '../access/actor.ts';
import { ReplayError, type ReplayErrorCode, replayErrorMessages } from '../errors.ts';
import type { CaptureRecord, CaptureStore } from '../ports/capture-store.ts';
import type { ChangeSignals } from '../ports/change-signals.ts';
import type { CaptureView } from '../schemas/capture-schemas.ts';
import { finishedCaptureStatuses, toCaptureView } from './capture-view.ts';

export interface GetCaptureDeps {
  captures: CaptureStore;
  signals: ChangeSignals;
}

/** Where a capture's pinned segments are: a directory relative to REPLAY_BUFFER_PATH. */
export interface CaptureMedia {
  captureId: string;
  directory: string;
}

/** How many captures `listRecentCaptures` gives. */
const RECENT = 20;
/** The longest a caller may wait for a clip. */
const WAIT_TIMEOUT_MS = 10 * 60_000;

/** A capture of one's own. @throws ReplayError CAPTURE_NOT_FOUND, also for somebody else's */
export async function getCapture(deps: GetCaptureDeps, actor: Actor, captureId: string): Promise<CaptureView> {
  return toCaptureView(await findOwnCapture(deps, actor, captureId));
}

/** One's own captures, newest first; of one room when it is named. */
export async function listRecentCaptures(deps: GetCaptureDeps, actor: Actor, roomName?: string): Promise<CaptureView[]> {
  const captures = await deps.captures.listRecent(actor.userId, roomName, RECENT);
  return captures.map(toCaptureView);
}

/**
 * The pinned playlist of one's own capture, from the pin on. It may hold media before the asked start, so nobody else gets it.
 * @throws ReplayError CAPTURE_NOT_FOUND
 */
export async function authorizeCaptureMedia(deps: GetCaptureDeps, actor: Actor, captureId: string): Promise<CaptureMedia> {
  const view = await getCapture(deps, actor, captureId);
  if (view.playlistUrl === null) throw new ReplayError('CAPTURE_NOT_FOUND');
  return { captureId, directory: `.captures/${captureId}` };
}

/**
 * Resolves when the capture is done.
 * @throws ReplayError CAPTURE_NOT_FOUND, CAPTURE_CANCELLED, the error it failed with, CAPTURE_FAILED after 10 minutes; the signal's reason
 */
export async function waitForCapture(deps: GetCaptureDeps, actor: Actor, captureId: string, signal: AbortSignal): Promise<CaptureView> {
  const check = async (): Promise<CaptureRecord | undefined> => {
    const capture = await findOwnCapture(deps, actor, captureId);
    return finishedCaptureStatuses.includes(capture.status) ? capture : undefined;
  };
  const capture = await deps.signals.waitFor(`user:${actor.userId}`, check, { timeoutMs: WAIT_TIMEOUT_MS, signal });
  if (!capture) throw new ReplayError('CAPTURE_FAILED', { details: { captureId } });
  if (capture.status === 'cancelled') throw new ReplayError('CAPTURE_CANCELLED');
  if (capture.status === 'failed') throw new ReplayError(toCode(capture.errorCode), { details: { captureId } });
  return toCaptureView(capture);
}

/** @throws ReplayError CAPTURE_NOT_FOUND */
export async function findOwnCapture(deps: Pick<GetCaptureDeps, 'captures'>, actor: Actor, captureId: string): Promise<CaptureRecord> {
  const capture = await deps.captures.find(captureId);
  if (!capture || capture.userId !== actor.userId) throw new ReplayError('CAPTURE_NOT_FOUND');
  return capture;
}

function toCode(code: string | null): ReplayErrorCode {
  return code !== null && isReplayErrorCode(code) ? code : 'CAPTURE_FAILED';
}

function isReplayErrorCode(code: string): code is ReplayErrorCode {
  return Object.hasOwn(replayErrorMessages, code);
}
