import { expect, test } from 'vitest';
import type { StorageReport } from '../ports/storage-reports.ts';
import type { StorageState } from '../schemas/storage-schemas.ts';
import { findStorageProblems, whyNoneStarts } from './storage-problems.ts';

const node = (nodeId: string, buffer: StorageState, clips: StorageState = 'ok'): StorageReport[] => [
  { nodeId, place: 'buffer', state: buffer, freeBytes: 1, totalBytes: 10 },
  { nodeId, place: 'clips', state: clips, freeBytes: 2, totalBytes: 20 },
];

test('only what is wrong is told, each in words', () => {
  expect(findStorageProblems([...node('a', 'ok'), ...node('b', 'missing', 'full')])).toEqual([
    {
      nodeId: 'b',
      place: 'buffer',
      state: 'missing',
      freeBytes: 1,
      totalBytes: 10,
      text: 'The storage of the replay buffers is gone: no new replay buffers start there',
    },
    {
      nodeId: 'b',
      place: 'clips',
      state: 'full',
      freeBytes: 2,
      totalBytes: 20,
      text: 'The storage of the clips is full: no new replay buffers start there',
    },
  ]);
});

test.each([
  ['nearly-full', 'The storage of the replay buffers is nearly full: no new replay buffer can start'],
  ['full', 'The storage of the replay buffers is full: no new replay buffer can start'],
  ['read-only', 'The storage of the replay buffers cannot be written: no new replay buffer can start'],
  ['missing', 'The storage of the replay buffers is gone: no new replay buffer can start'],
] as const)('%s is why none starts', (state, text) => expect(whyNoneStarts(node('a', state))).toBe(text));

test('one worker whose disks are well, or none at all: the disks are not why', () => {
  expect(whyNoneStarts([...node('a', 'full'), ...node('b', 'ok')])).toBeUndefined();
  expect(whyNoneStarts([...node('a', 'full'), ...node('b', 'ok', 'read-only')])).toContain('is full');
  expect(whyNoneStarts([])).toBeUndefined();
});
