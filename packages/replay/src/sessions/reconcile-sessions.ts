import type { PublishedShare } from '../ports/call-rooms.ts';
import type { CallSurvey, EgressSurvey, RunningEgress } from '../ports/call-survey.ts';
import type { OpenSession, ReconcileStore } from '../ports/reconcile-store.ts';
import { judgeSession, type Verdict } from './judge-session.ts';

export interface ReconcileDeps {
  store: ReconcileStore;
  calls: CallSurvey;
  /** Null where no recording is made by LiveKit Egress. */
  egresses: EgressSurvey | null;
  graceMs: number;
  now: () => Date;
  /** Waits before a share that LiveKit does not list is asked for once more. */
  pause: () => Promise<void>;
  /** Told of every session that is failed here, once in the cluster. */
  onFailed?: (session: OpenSession, reason: string) => void;
}

/** How many of each were corrected. */
export interface Reconciled {
  [key: string]: number;
  endedShares: number;
  resumedShares: number;
  failedSessions: number;
  stoppedSessions: number;
  stoppedEgresses: number;
}

/** A recording younger than this may not have told its id yet. */
const YOUNG_EGRESS_MS = 60_000;

/**
 * Makes the sessions (of these rooms, when they are named) agree with what LiveKit lists: needs no webhook, may run at
 * any time and any number of times.
 * @throws ReplayError LIVEKIT_UNREACHABLE; nothing is changed then
 */
export async function reconcileSessions(deps: ReconcileDeps, roomNames?: readonly string[]): Promise<Reconciled> {
  const done: Reconciled = { endedShares: 0, resumedShares: 0, failedSessions: 0, stoppedSessions: 0, stoppedEgresses: 0 };
  const sessions = await deps.store.listOpen(roomNames);
  const wrong = await judgeAll(deps, sessions);
  if (wrong.length > 0) {
    // A share that is published anew is not listed for an instant: only what is still wrong a moment later is corrected.
    await deps.pause();
    const again = await deps.store.listOpen([...new Set(wrong.map((session) => session.roomName))]);
    const ids = new Set(wrong.map((session) => session.id));
    const suspects = again.filter((session) => ids.has(session.id));
    const shares = await sharesOf(deps, suspects);
    for (const session of suspects) await correct(deps, session, judge(deps, session, shares), done);
  }
  if (deps.egresses && roomNames === undefined) done.stoppedEgresses = await stopStrayEgresses(deps, deps.egresses);
  return done;
}

async function judgeAll(deps: ReconcileDeps, sessions: OpenSession[]): Promise<OpenSession[]> {
  const shares = await sharesOf(deps, sessions);
  return sessions.filter((session) => judge(deps, session, shares).action !== 'keep');
}

type Shares = Map<string, Map<string, PublishedShare>>;

const sharesOf = (deps: ReconcileDeps, sessions: OpenSession[]): Promise<Shares> =>
  deps.calls.listShares([...new Set(sessions.map((session) => session.roomName))]);

const judge = (deps: ReconcileDeps, session: OpenSession, shares: Shares): Verdict =>
  judgeSession(session, shares.get(session.roomName)?.has(session.userId) ?? false, deps.now());

async function correct(deps: ReconcileDeps, session: OpenSession, verdict: Verdict, done: Reconciled): Promise<void> {
  const { store, graceMs, now } = deps;
  switch (verdict.action) {
    case 'keep':
      return;
    case 'begin-grace':
      done.endedShares += Number(await store.beginGrace(session.id, new Date(now().getTime() + graceMs), verdict.reason));
      return;
    case 'end-grace':
      done.resumedShares += Number(await store.endGrace(session.id));
      return;
    case 'fail':
      if (!(await store.fail(session.id, verdict.reason))) return;
      done.failedSessions += 1;
      deps.onFailed?.(session, verdict.reason);
      return;
    case 'stopped':
      done.stoppedSessions += Number(await store.stopped(session.id));
  }
}

/** Ends recordings of ours that no session knows: their session was never written, or is over. */
async function stopStrayEgresses({ store, now }: ReconcileDeps, egresses: EgressSurvey): Promise<number> {
  const running = await egresses.listRunning();
  if (running.length === 0) return 0;
  const known = new Map((await store.listOpen()).map((session) => [session.id, session]));
  const isStray = (egress: RunningEgress): boolean => {
    const session = known.get(egress.sessionId);
    if (session && (session.egressId === egress.egressId || session.status === 'stopping')) return false;
    return now().getTime() - egress.startedAt.getTime() > YOUNG_EGRESS_MS;
  };
  const stray = running.filter(isStray);
  for (const egress of stray) await egresses.stop(egress.egressId);
  return stray.length;
}
