import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPendingDeletions } from './pending-deletions.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function begin(commit: (ids: string[]) => Promise<void>) {
  const outcomes: string[] = [];
  const sent: string[][] = [];
  const deletions = createPendingDeletions(8_000);
  const undo = deletions.add(
    ['a', 'b'],
    (ids) => {
      sent.push(ids);
      return commit(ids);
    },
    (outcome) => outcomes.push(outcome),
  );
  return { deletions, undo, outcomes, sent };
}

test('clips are hidden at once and deleted after the time to think again', async () => {
  const { deletions, undo, outcomes, sent } = begin(() => Promise.resolve());
  expect([...deletions.hidden()]).toEqual(['a', 'b']);
  await vi.advanceTimersByTimeAsync(7_999);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect([sent, outcomes, [...deletions.hidden()]]).toEqual([[['a', 'b']], ['deleted'], ['a', 'b']]);
  undo();
  expect(outcomes).toEqual(['deleted']);
});

test('undone, they are there again and nothing is sent', async () => {
  const { deletions, undo, outcomes, sent } = begin(() => Promise.resolve());
  undo();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([sent, outcomes, [...deletions.hidden()]]).toEqual([[], ['undone'], []]);
});

test('refused, they are there again', async () => {
  const { deletions, outcomes } = begin(() => Promise.reject(new Error('no')));
  await vi.advanceTimersByTimeAsync(8_000);
  expect([outcomes, [...deletions.hidden()]]).toEqual([['failed'], []]);
});

test('what waits when the page goes away is sent then, and not again; a page that comes back shows what is still there', async () => {
  const { deletions, undo, outcomes, sent } = begin(() => Promise.resolve());
  const flushed: string[][] = [];
  deletions.flush((ids) => flushed.push(ids));
  await vi.advanceTimersByTimeAsync(60_000);
  undo();
  expect([flushed, sent, outcomes, [...deletions.hidden()]]).toEqual([[['a', 'b']], [], ['flushed'], ['a', 'b']]);
  deletions.showFlushed();
  expect([...deletions.hidden()]).toEqual([]);
});
