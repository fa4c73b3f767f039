import type { SessionStatus } from '../schemas/session-schemas.ts';

/** What may follow what. A write names the states it leaves, so a state can only change along these lines. */
export const sessionTransitions: Readonly<Record<SessionStatus, readonly SessionStatus[]>> = {
  // Asked for; a worker takes it, media arrives, or nothing ever does.
  starting: ['active', 'grace', 'stopping', 'stopped', 'failed'],
  // Media arrives.
  active: ['grace', 'stopping', 'stopped', 'failed'],
  // The share ended by itself: it may come back (active), be asked for again (starting), or be over (ended).
  grace: ['active', 'starting', 'ended', 'failed'],
  stopping: ['stopped', 'failed'],
  stopped: [],
  ended: [],
  failed: [],
};

/** The states that may lead to `to`. */
export function statesBefore(to: SessionStatus): SessionStatus[] {
  return sessionStatuses.filter((from) => sessionTransitions[from].includes(to));
}

const sessionStatuses: readonly SessionStatus[] = ['starting', 'active', 'grace', 'stopping', 'stopped', 'ended', 'failed'];

/** At most one of these a person, and these count against a community's limit. */
export const runningStatuses = ['starting', 'active', 'stopping'] as const satisfies readonly SessionStatus[];

/** These are held by a recorder. */
export const liveStatuses = ['starting', 'active', 'grace', 'stopping'] as const satisfies readonly SessionStatus[];

/** From these a capture may be asked for. */
export const capturableStatuses = ['starting', 'active', 'grace'] as const satisfies readonly SessionStatus[];

/** Whether a status is one of a list. */
export function isOneOf<S extends SessionStatus>(status: SessionStatus, list: readonly S[]): status is S {
  return list.some((candidate) => candidate === status);
}
