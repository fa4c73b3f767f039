import { coalesceCalls } from '../coalesce-calls.ts';
import type { OpenSegment } from '../ports/recorder.ts';
import type { ClaimedSession } from '../ports/session-work.ts';
import { type RunSessionDeps, runSession, type SessionRun } from './run-session.ts';

/** Every session this node records. */
export interface SessionRunner {
  /** Claims what is free, renews what is ours, ends what is due. Overlapping calls are one. */
  tick(): Promise<void>;
  /** Media of a session up to an instant, on disk; [] when this node does not record it. */
  flush(sessionId: string, untilMs: number, timeoutMs: number): Promise<OpenSegment[]>;
  count(): number;
  /** Leaves every recording without ending its session, and gives the leases back. */
  close(): Promise<void>;
}

/** Keeps the sessions of this node: one {@link SessionRun} each. */
export function createSessionRunner(deps: RunSessionDeps): SessionRunner {
  const runs = new Map<string, SessionRun>();
  let isClosed = false;

  const tick = coalesceCalls(async () => {
    const { stopping, starting, lost } = await deps.work.renew([...runs.keys()]);
    await Promise.all(stopping.map((id) => end(id, (run) => run.stop())));
    await Promise.all(lost.map((id) => end(id, (run) => run.leave())));
    await restart(starting.filter((id) => runs.get(id)?.hasGivenUp));
    await Promise.all([...runs.values()].map((run) => run.tick()));
    for (const [id, run] of runs) if (run.isOver) runs.delete(id);
    if (!isClosed) await claim();
  });

  /** Asked for again after its recorder gave up: given back, and claimed anew with another recorder. */
  const restart = async (ids: string[]): Promise<void> => {
    await Promise.all(ids.map((id) => end(id, (run) => run.leave())));
    if (ids.length > 0) await deps.work.release(ids);
  };

  const claim = async (): Promise<void> => {
    for (const session of await deps.work.claim(deps.recorder.freeCapacity())) {
      if (session.status === 'stopping') await finishStopping(session);
      else runs.set(session.id, runSession(deps, session));
    }
  };

  // Stopped while nobody recorded it: only the files are left to remove.
  const finishStopping = async (session: ClaimedSession): Promise<void> => {
    await deps.buffers.remove(session.segmentPath);
    await deps.work.finished(session.id);
    deps.report.over(session);
  };

  const end = async (id: string, how: (run: SessionRun) => Promise<void>): Promise<void> => {
    const run = runs.get(id);
    if (!run) return;
    runs.delete(id);
    try {
      await how(run);
    } catch (error) {
      deps.report.failed(run.session, error);
    }
  };

  return {
    tick,
    flush: async (sessionId, untilMs, timeoutMs) => (await runs.get(sessionId)?.flush(untilMs, timeoutMs)) ?? [],
    count: () => runs.size,
    close: async () => {
      isClosed = true;
      await tick();
      const ids = [...runs.keys()];
      await Promise.all(ids.map((id) => end(id, (run) => run.leave())));
      await deps.work.release(ids);
    },
  };
}
