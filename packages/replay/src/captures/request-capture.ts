import type { Actor } from '../access/actor.ts';
import { authorizeRoom, authorizeTextChannel } from '../access/authorize-channel.ts';
import { permissionDenied, requirePermission } from '../access/permissions.ts';
import { ReplayError } from '../errors.ts';
import type { AccessStore, ChannelAccess } from '../ports/access-store.ts';
import type { CallRooms } from '../ports/call-rooms.ts';
import type { CaptureStore } from '../ports/capture-store.ts';
import type { SessionRecord, SessionStore } from '../ports/session-store.ts';
import type { CaptureView, ParsedCaptureInput } from '../schemas/capture-schemas.ts';
import { mayCapture } from '../sessions/list-room-sessions.ts';
import { findVisibleSession } from '../sessions/stop-session.ts';
import { capturableStatuses, isOneOf } from '../sessions/transitions.ts';
import { chooseCaptureWindow, longestCaptureSeconds } from './capture-window.ts';
import { toCaptureView } from './capture-view.ts';
import { estimateCaptureBytes } from './estimate-capture-bytes.ts';

export interface RequestCaptureDeps {
  access: AccessStore;
  rooms: CallRooms;
  sessions: SessionStore;
  captures: CaptureStore;
  defaultQuotaBytes: number;
  /** See {@link longestCaptureSeconds}. */
  bufferDurationMs: number;
  now: () => Date;
}

/**
 * Takes a press: fixes the window, reserves what the clip may need and hands it to the worker.
 * The same idempotency key is the same capture.
 * @throws ReplayError SESSION_NOT_FOUND, PERMISSION_DENIED, NOT_SESSION_OWNER, SESSION_NOT_ACTIVE, CHANNEL_NOT_FOUND,
 * NO_SEGMENTS, INVALID_INPUT, QUOTA_EXCEEDED, LIVEKIT_UNREACHABLE
 */
export async function requestCapture(deps: RequestCaptureDeps, actor: Actor, input: ParsedCaptureInput): Promise<CaptureView> {
  if (input.idempotencyKey !== undefined) {
    const before = await deps.captures.findByKey(actor.userId, input.idempotencyKey);
    if (before) return toCaptureView(before);
  }
  const session = await findVisibleSession(deps, actor, input.sessionId);
  const access = await authorizeCapture(deps, actor, session);
  if (!isOneOf(session.status, capturableStatuses)) throw new ReplayError('SESSION_NOT_ACTIVE');
  if (input.targetChannelId !== undefined) await authorizeTarget(deps, actor, access, input.targetChannelId);
  const longest = longestCaptureSeconds(access.rules, deps.bufferDurationMs);
  const window = chooseCaptureWindow(input, boundsOf(session), longest, deps.now().getTime());
  const result = await deps.captures.create({
    sessionId: session.id,
    userId: actor.userId,
    communityId: session.communityId,
    pressedAt: new Date(window.pressedAt),
    requestedStart: new Date(window.startAt),
    requestedEnd: new Date(window.endAt),
    reservedBytes: estimateFor(session, window),
    targetChannelId: input.targetChannelId ?? null,
    title: input.title ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
    ...(actor.requestId !== undefined && { requestId: actor.requestId }),
    defaultQuotaBytes: deps.defaultQuotaBytes,
  });
  if ('refused' in result) throw new ReplayError(result.refused);
  return toCaptureView(result.capture);
}

/** Bytes to reserve for a window of a session. */
export function estimateFor(session: SessionRecord, window: { startAt: number; endAt: number }): number {
  return estimateCaptureBytes(window, {
    bitrateBps: session.bitrateBps,
    bufferBytes: session.bufferBytes,
    bufferedFrom: session.bufferedFrom?.getTime() ?? window.startAt,
    bufferedTo: session.bufferedTo?.getTime() ?? window.startAt,
  });
}

/**
 * Whether the actor may capture this share now. Somebody else's needs the community's leave and being in the call.
 * @throws ReplayError SESSION_NOT_FOUND, PERMISSION_DENIED, NOT_SESSION_OWNER, LIVEKIT_UNREACHABLE
 */
export async function authorizeCapture(
  deps: Pick<RequestCaptureDeps, 'access' | 'rooms'>,
  actor: Actor,
  session: SessionRecord,
): Promise<ChannelAccess> {
  const access = await authorizeRoom(deps, actor, session.roomName).catch((cause: unknown) => {
    throw cause instanceof ReplayError && cause.code === 'ROOM_NOT_FOUND' ? new ReplayError('SESSION_NOT_FOUND', { cause }) : cause;
  });
  requirePermission(actor, access.membership, 'CAPTURE_REPLAY');
  if (!mayCapture(actor, access, session)) throw new ReplayError('NOT_SESSION_OWNER');
  const isOwn = session.userId === actor.userId;
  if (!isOwn && !actor.isInstanceAdmin && !(await deps.rooms.isInRoom(session.roomName, actor.userId)))
    throw permissionDenied('CAPTURE_REPLAY');
  return access;
}

/** A clip goes to channels of the community it comes from. */
async function authorizeTarget(deps: RequestCaptureDeps, actor: Actor, source: ChannelAccess, channelId: string): Promise<void> {
  const target = await authorizeTextChannel(deps, actor, channelId);
  if (target.community.id !== source.community.id) throw new ReplayError('CHANNEL_NOT_FOUND');
}

function boundsOf(session: SessionRecord) {
  return {
    status: session.status,
    bufferedFrom: session.bufferedFrom?.getTime() ?? null,
    bufferedTo: session.bufferedTo?.getTime() ?? null,
  };
}
