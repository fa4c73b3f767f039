import type { OpenSession } from '../ports/reconcile-store.ts';
import type { SessionStore } from '../ports/session-store.ts';

export interface StopAllDeps {
  listOpen: (roomNames?: readonly string[]) => Promise<OpenSession[]>;
  sessions: Pick<SessionStore, 'requestStop' | 'forceEnd'>;
  now: () => number;
  /** Waits a moment between two looks. */
  pause: () => Promise<void>;
}

/** How each session ended. */
export interface StoppedSessions {
  /** By their workers, which removed the buffers too. */
  stopped: string[];
  /** By rows alone: no worker did it in time. The buffers go when one next looks. */
  forced: string[];
}

/** How long workers have to end their recordings, ms. */
const PATIENCE_MS = 10_000;

/** Stops every buffer (of these rooms, when they are named) for an operator; what was not captured is lost. */
export async function stopAllSessions(deps: StopAllDeps, roomNames?: readonly string[]): Promise<StoppedSessions> {
  const asked = await deps.listOpen(roomNames);
  for (const { id } of asked) await deps.sessions.requestStop(id);
  const stillOpen = async (): Promise<Set<string>> => {
    const open = new Set((await deps.listOpen(roomNames)).map(({ id }) => id));
    return new Set(asked.flatMap(({ id }) => (open.has(id) ? [id] : [])));
  };
  const deadline = deps.now() + PATIENCE_MS;
  let open = await stillOpen();
  while (open.size > 0 && deps.now() < deadline) {
    await deps.pause();
    open = await stillOpen();
  }
  for (const id of open) await deps.sessions.forceEnd(id);
  return { stopped: asked.flatMap(({ id }) => (open.has(id) ? [] : [id])), forced: [...open] };
}
