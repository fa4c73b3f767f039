import type { Actor } from '../access/actor.ts';
import { authorizeRoom } from '../access/authorize-channel.ts';
import { permissionsOf } from '../access/permissions.ts';
import type { AccessStore, ChannelAccess } from '../ports/access-store.ts';
import type { SessionRecord, SessionStore } from '../ports/session-store.ts';
import type { RoomSession, RoomStatus } from '../schemas/session-schemas.ts';
import { toRoomStatus } from './session-views.ts';
import { capturableStatuses, isOneOf, liveStatuses } from './transitions.ts';

export interface RoomSessionsDeps {
  access: AccessStore;
  sessions: SessionStore;
  now: () => Date;
}

/** For how long an ended session is still listed, so that its reason can be shown. */
const ENDED_SHOWN_MS = 60_000;

/** The buffers of a call as everybody in it sees them, with what this person may do. @throws ReplayError ROOM_NOT_FOUND */
export async function listRoomSessions(deps: RoomSessionsDeps, actor: Actor, roomName: string): Promise<RoomSession[]> {
  const access = await authorizeRoom(deps, actor, roomName);
  const sessions = await deps.sessions.listInRoom(roomName, new Date(deps.now().getTime() - ENDED_SHOWN_MS));
  return sessions.map((session) => toRoomSession(actor, access, session));
}

/** The recording buffers of a room. @throws ReplayError ROOM_NOT_FOUND */
export async function getRoomStatus(deps: RoomSessionsDeps, actor: Actor, roomName: string): Promise<RoomStatus[]> {
  await authorizeRoom(deps, actor, roomName);
  const sessions = await deps.sessions.listInRoom(roomName, deps.now());
  return sessions.filter((session) => isOneOf(session.status, capturableStatuses)).map(toRoomStatus);
}

/** Whether a person may capture somebody's share as far as the rules go (being in the call is asked at the press). */
export function mayCapture(actor: Actor, access: ChannelAccess, session: Pick<SessionRecord, 'userId'>): boolean {
  if (!permissionsOf(actor, access.membership).includes('CAPTURE_REPLAY')) return false;
  return session.userId === actor.userId || access.rules.whoMayCapture === 'anyone' || actor.isInstanceAdmin;
}

function toRoomSession(actor: Actor, access: ChannelAccess, session: SessionRecord): RoomSession {
  return {
    id: session.id,
    userId: session.userId,
    username: session.username,
    quality: session.quality,
    recorder: session.recorder,
    status: session.status,
    reason: session.reason,
    startedAt: session.startedAt.toISOString(),
    bufferedFrom: session.bufferedFrom?.toISOString() ?? null,
    bufferedTo: session.bufferedTo?.toISOString() ?? null,
    bufferBytes: session.bufferBytes,
    bitrateBps: session.bitrateBps,
    media: session.media,
    graceUntil: session.graceUntil?.toISOString() ?? null,
    canCapture: isOneOf(session.status, capturableStatuses) && mayCapture(actor, access, session),
    canStop: isOneOf(session.status, liveStatuses) && session.userId === actor.userId,
  };
}
