import { expect, test } from 'vitest';
import { liveStatuses, runningStatuses, sessionTransitions, statesBefore } from './transitions.ts';

test('what is over stays over, and everything that lives can end', () => {
  for (const status of ['stopped', 'ended', 'failed'] as const) expect(sessionTransitions[status]).toEqual([]);
  for (const status of liveStatuses) expect(sessionTransitions[status]).toContain('failed');
});

test('a share in grace never becomes one that is stopping: its sharer may record elsewhere', () => {
  expect(statesBefore('stopping')).toEqual(['starting', 'active']);
  expect(runningStatuses).not.toContain('grace');
});

test('media arrives after a start or a return', () => {
  expect(statesBefore('active')).toEqual(['starting', 'grace']);
});
