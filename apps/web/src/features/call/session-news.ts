import type { RoomSession } from '../../trpc/types.ts';
import { isRunning } from './session-status.ts';

/** Something about the buffers of a call that people in it are told once. */
export interface SessionNews {
  /** `unexpected`: one's own, and not by one's own doing. `withdrawn`: stopped by its sharer, its buffer is gone. */
  kind: 'started' | 'share-ended' | 'resumed' | 'withdrawn' | 'ended' | 'unexpected';
  session: RoomSession;
}

/**
 * What changed between two lists of a call's buffers, for one person.
 * @param isSharing whether this person's own share runs: a share that ended by itself needs no explanation to its sharer
 */
export function sessionNews(
  before: readonly RoomSession[],
  after: readonly RoomSession[],
  viewer: { id: string; isSharing: boolean },
): SessionNews[] {
  const known = new Map(before.map((session) => [session.id, session]));
  const changed = after.flatMap((session): SessionNews[] => {
    const was = known.get(session.id)?.status;
    if (was === session.status) return [];
    const kind = session.userId === viewer.id ? ownNews(was, session, viewer.isSharing) : othersNews(was, session);
    return kind === undefined ? [] : [{ kind, session }];
  });
  const listed = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id, userId, status }) => !listed.has(id) && userId !== viewer.id && isRunning[status]);
  return [...changed, ...gone.map((session) => ({ kind: 'withdrawn' as const, session }))];
}

type Was = RoomSession['status'] | undefined;

function ownNews(was: Was, session: RoomSession, isSharing: boolean): SessionNews['kind'] | undefined {
  // A start that fails is told where it was asked for.
  if (was === undefined) return undefined;
  switch (session.status) {
    case 'grace':
      return isSharing ? 'unexpected' : undefined;
    case 'failed':
      return 'unexpected';
    case 'ended':
      return was === 'grace' ? undefined : 'unexpected';
    default:
      return undefined;
  }
}

function othersNews(was: Was, { status }: RoomSession): SessionNews['kind'] | undefined {
  if (status === 'active') return was === 'grace' ? 'resumed' : 'started';
  if (status === 'grace') return was === undefined ? undefined : 'share-ended';
  if (status === 'ended' || status === 'failed') return was === undefined || was === 'starting' ? undefined : 'ended';
  return undefined;
}
