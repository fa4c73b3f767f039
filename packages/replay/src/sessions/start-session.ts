import type { Actor } from '../access/actor.ts';
import { authorizeRoom } from '../access/authorize-channel.ts';
import { requirePermission } from '../access/permissions.ts';
import { ReplayError, type ReplayErrorCode, replayErrorMessages } from '../errors.ts';
import type { AccessStore, ChannelAccess } from '../ports/access-store.ts';
import type { CallRooms, PublishedShare } from '../ports/call-rooms.ts';
import type { ChangeSignals } from '../ports/change-signals.ts';
import { PENDING_EGRESS_PREFIX, type SessionRecord, type SessionStore } from '../ports/session-store.ts';
import type { Quality, SessionView, StartSessionInput } from '../schemas/session-schemas.ts';
import { toSessionView } from './session-views.ts';

export interface StartSessionDeps {
  access: AccessStore;
  rooms: CallRooms;
  sessions: SessionStore;
  recorder: 'direct' | 'egress';
  defaultQuotaBytes: number;
  signals: ChangeSignals;
}

/** Whoever pressed the button waits for no longer. */
const RECORDER_TIMEOUT_MS = 2_800;

/**
 * Starts the rolling buffer of the actor's own screen share. What the actor shares is read from LiveKit, never believed.
 * @throws ReplayError ROOM_NOT_FOUND, PERMISSION_DENIED, REPLAY_DISABLED, INVALID_INPUT, NOT_SHARING, LIVEKIT_UNREACHABLE,
 * SESSION_ALREADY_ACTIVE, COMMUNITY_LIMIT_REACHED, QUOTA_EXCEEDED, NO_RECORDER_CAPACITY, STORAGE_UNAVAILABLE
 */
export async function startSession(deps: StartSessionDeps, actor: Actor, input: StartSessionInput): Promise<SessionView> {
  const access = await authorizeRoom(deps, actor, input.roomName);
  if (input.communityId && input.communityId !== access.community.id)
    throw invalidField('communityId', 'The room is not in this community');
  requirePermission(actor, access.membership, 'ENABLE_REPLAY_BUFFER');
  if (!access.rules.enabled) throw new ReplayError('REPLAY_DISABLED');
  const quality = chooseQuality(access, input.quality);
  const share = await deps.rooms.findShare(input.roomName, actor.userId, namedTracks(input));
  if (!share) throw new ReplayError('NOT_SHARING');
  const result = await deps.sessions.start({
    userId: actor.userId,
    roomName: input.roomName,
    communityId: access.community.id,
    quality,
    recorder: deps.recorder,
    videoTrackId: share.videoTrackId,
    audioTrackId: share.audioTrackId ?? null,
    ...(actor.requestId !== undefined && { requestId: actor.requestId }),
    defaultQuotaBytes: deps.defaultQuotaBytes,
  });
  if ('refused' in result) {
    const { refused, message } = result;
    throw new ReplayError(refused, message === undefined ? {} : { message });
  }
  const isPending = result.session.egressId.startsWith(PENDING_EGRESS_PREFIX);
  return toSessionView(isPending ? await waitForRecorder(deps, result.session) : result.session);
}

/**
 * Whether LiveKit Egress takes the recording is known only when it was asked.
 * @throws ReplayError NO_RECORDER_CAPACITY, NOT_SHARING, LIVEKIT_UNREACHABLE, after at most 3 s
 */
async function waitForRecorder({ signals, sessions }: StartSessionDeps, { id, roomName, egressId }: SessionRecord): Promise<SessionRecord> {
  const taken = await signals.waitFor(
    `room:${roomName}`,
    async () => {
      const session = await sessions.find(id);
      if (session?.status === 'failed') throw new ReplayError(codeOf(session.reason));
      return session && session.egressId !== egressId ? session : undefined;
    },
    { timeoutMs: RECORDER_TIMEOUT_MS },
  );
  if (taken) return taken;
  await sessions.requestStop(id);
  throw new ReplayError('NO_RECORDER_CAPACITY');
}

/** The refusal that a worker wrote down as the session's reason. */
function codeOf(reason: string | null): ReplayErrorCode {
  const codes = ['NOT_SHARING', 'LIVEKIT_UNREACHABLE'] as const;
  return codes.find((code) => replayErrorMessages[code] === reason) ?? 'NO_RECORDER_CAPACITY';
}

function chooseQuality(access: ChannelAccess, asked: Quality | undefined): Quality {
  const quality = asked ?? access.rules.defaultQuality;
  if (!access.rules.allowedQualities.includes(quality))
    throw invalidField('quality', `The community allows ${access.rules.allowedQualities.join(', ')}`);
  return quality;
}

/** Ids that a caller gives must be the caller's own share. */
function namedTracks({ videoTrackId, audioTrackId }: StartSessionInput): Partial<PublishedShare> {
  return { ...(videoTrackId !== undefined && { videoTrackId }), ...(audioTrackId !== undefined && { audioTrackId }) };
}

function invalidField(field: string, message: string): ReplayError {
  return new ReplayError('INVALID_INPUT', { details: { fields: [{ field, message }] } });
}
