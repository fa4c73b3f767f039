import type { Actor } from '../access/actor.ts';
import { requireInstanceAdmin } from '../access/permissions.ts';
import type { StorageReport, StorageReports } from '../ports/storage-reports.ts';
import type { StoragePlace, StorageProblem } from '../schemas/storage-schemas.ts';

const places = { buffer: 'The storage of the replay buffers', clips: 'The storage of the clips' } as const satisfies Record<
  StoragePlace,
  string
>;
const states = {
  'nearly-full': 'is nearly full',
  full: 'is full',
  'read-only': 'cannot be written',
  missing: 'is gone',
} as const satisfies Record<StorageProblem['state'], string>;

/** What is wrong, as a sentence without its end. */
export function describeStorage(place: StoragePlace, state: StorageProblem['state']): string {
  return `${places[place]} ${states[state]}`;
}

/** The reports that ask for somebody's hand. */
export function findStorageProblems(reports: readonly StorageReport[]): StorageProblem[] {
  return reports.flatMap(({ state, ...report }) =>
    state === 'ok' ? [] : [{ ...report, state, text: `${describeStorage(report.place, state)}: no new replay buffers start there` }],
  );
}

/**
 * Why no worker takes a new recording, when that is for their disks alone; undefined when one of them is well or none is there.
 */
export function whyNoneStarts(reports: readonly StorageReport[]): string | undefined {
  const problems = findStorageProblems(reports);
  const first = problems[0];
  const isUnwell = (nodeId: string): boolean => problems.some((problem) => problem.nodeId === nodeId);
  if (!first || !reports.every(({ nodeId }) => isUnwell(nodeId))) return undefined;
  return `${describeStorage(first.place, first.state)}: no new replay buffer can start`;
}

/** What is wrong with the disks of the workers now. @throws ReplayError PERMISSION_DENIED for everybody but instance admins */
export async function listStorageProblems(deps: { storageReports: StorageReports }, actor: Actor): Promise<StorageProblem[]> {
  requireInstanceAdmin(actor);
  return findStorageProblems(await deps.storageReports.list());
}
