import type { Actor } from '../access/actor.ts';
import { authorizeRoom } from '../access/authorize-channel.ts';
import { authorizeManager } from '../access/authorize-community.ts';
import { requireInstanceAdmin } from '../access/permissions.ts';
import { ReplayError } from '../errors.ts';
import type { AccessStore } from '../ports/access-store.ts';
import type { ChangeSignals } from '../ports/change-signals.ts';
import type { SessionRecord, SessionStore } from '../ports/session-store.ts';
import type { StoppedSession } from '../schemas/session-schemas.ts';
import { isOneOf, liveStatuses } from './transitions.ts';

export interface StopSessionDeps {
  access: AccessStore;
  sessions: SessionStore;
  signals: ChangeSignals;
}

/** How long a stop waits for the worker to end the recording and remove the buffer. */
const STOP_TIMEOUT_MS = 5_000;
/** What the sharer is told. */
const STOPPED_BY_ADMIN = 'Stopped by an admin';

/**
 * Stops the actor's own buffer; it is deleted at once. Answers when it is over.
 * @throws ReplayError SESSION_NOT_FOUND, NOT_SESSION_OWNER, SESSION_NOT_ACTIVE
 */
export async function stopSession(deps: StopSessionDeps, actor: Actor, sessionId: string): Promise<StoppedSession> {
  const session = await findVisibleSession(deps, actor, sessionId);
  if (session.userId !== actor.userId) throw new ReplayError('NOT_SESSION_OWNER');
  return endSession(deps, session);
}

/**
 * Stops somebody's buffer, for those who manage the limits of its community; a buffer of no community any more is for
 * instance admins. The sharer is told why.
 * @throws ReplayError SESSION_NOT_FOUND, PERMISSION_DENIED, SESSION_NOT_ACTIVE
 */
export async function stopSessionAsManager(deps: StopSessionDeps, actor: Actor, sessionId: string): Promise<StoppedSession> {
  const session = await deps.sessions.find(sessionId);
  if (!session) throw new ReplayError('SESSION_NOT_FOUND');
  if (session.communityId === null) requireInstanceAdmin(actor);
  else
    await authorizeManager(deps, actor, session.communityId).catch((cause: unknown) => {
      const isHidden = cause instanceof ReplayError && cause.code === 'COMMUNITY_NOT_FOUND';
      throw isHidden ? new ReplayError('SESSION_NOT_FOUND', { cause }) : cause;
    });
  return endSession(deps, session, { actorId: actor.userId, reason: STOPPED_BY_ADMIN });
}

async function endSession(
  deps: StopSessionDeps,
  session: SessionRecord,
  by?: { actorId: string; reason: string },
): Promise<StoppedSession> {
  const sessionId = session.id;
  if (!isOneOf(session.status, liveStatuses)) throw new ReplayError('SESSION_NOT_ACTIVE');
  if (!(await deps.sessions.requestStop(sessionId, by))) throw new ReplayError('SESSION_NOT_ACTIVE');
  const findEnded = async (): Promise<Date | undefined> => (await deps.sessions.find(sessionId))?.endedAt ?? undefined;
  const isHeld = await deps.sessions.isHeld(sessionId);
  let endedAt = isHeld ? await deps.signals.waitFor(`room:${session.roomName}`, findEnded, { timeoutMs: STOP_TIMEOUT_MS }) : undefined;
  if (!endedAt) {
    // No worker lives that would do it, or it hangs: the rows end here, the files when a worker next looks.
    await deps.sessions.forceEnd(sessionId);
    endedAt = await findEnded();
  }
  if (!endedAt) throw new ReplayError('CONFLICT');
  return { id: sessionId, status: 'stopped', endedAt: endedAt.toISOString() };
}

/**
 * A session of a room the actor may join, or the actor's own.
 * @throws ReplayError SESSION_NOT_FOUND
 */
export async function findVisibleSession(
  deps: Pick<StopSessionDeps, 'access' | 'sessions'>,
  actor: Actor,
  sessionId: string,
): Promise<SessionRecord> {
  const session = await deps.sessions.find(sessionId);
  if (!session) throw new ReplayError('SESSION_NOT_FOUND');
  if (session.userId === actor.userId) return session;
  try {
    await authorizeRoom(deps, actor, session.roomName);
  } catch (cause) {
    if (cause instanceof ReplayError && cause.code === 'ROOM_NOT_FOUND') throw new ReplayError('SESSION_NOT_FOUND', { cause });
    throw cause;
  }
  return session;
}
