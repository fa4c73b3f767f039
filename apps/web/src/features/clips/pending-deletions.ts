/** Sends what is deleted to the server. Rejects when it was refused. */
export type CommitDeletion = (clipIds: string[]) => Promise<void>;

/** What became of a deletion; `flushed`: it was sent as the page went away, and nobody heard the answer. */
export type DeletionOutcome = 'deleted' | 'undone' | 'failed' | 'flushed';

/** Clips that are on their way out: hidden at once, deleted when the time to think again is over. */
export interface PendingDeletions {
  /** Hides them and starts the time; `onSettled` is called once with what became of it. */
  add(clipIds: string[], commit: CommitDeletion, onSettled: (outcome: DeletionOutcome, error?: unknown) => void): () => void;
  /** Carries out everything that waits, now: the page goes away. */
  flush(send: (clipIds: string[]) => void): void;
  /** Shows what was flushed: for a page that came back and has asked what became of it. */
  showFlushed(): void;
  /** All hidden ids; the same object until something changes. */
  hidden(): ReadonlySet<string>;
  subscribe(onChange: () => void): () => void;
}

/** Keeps deletions for `undoMs` before they happen. */
export function createPendingDeletions(undoMs: number): PendingDeletions {
  let hidden: ReadonlySet<string> = new Set();
  const listeners = new Set<() => void>();
  const waiting = new Map<number, { clipIds: string[]; timer: ReturnType<typeof setTimeout>; onFlushed: () => void }>();
  const flushed = new Set<string>();
  let next = 0;
  const change = (edit: (ids: Set<string>) => void): void => {
    const ids = new Set(hidden);
    edit(ids);
    hidden = ids;
    for (const tell of listeners) tell();
  };
  const show = (clipIds: string[]) => change((ids) => clipIds.forEach((id) => ids.delete(id)));
  return {
    add: (clipIds, commit, onSettled) => {
      const key = (next += 1);
      const carryOut = async (): Promise<void> => {
        waiting.delete(key);
        try {
          await commit(clipIds);
          // Stays hidden: the list may come from a moment before.
          onSettled('deleted');
        } catch (error) {
          show(clipIds);
          onSettled('failed', error);
        }
      };
      change((ids) => clipIds.forEach((id) => ids.add(id)));
      waiting.set(key, { clipIds, timer: setTimeout(() => void carryOut(), undoMs), onFlushed: () => onSettled('flushed') });
      return () => {
        const entry = waiting.get(key);
        if (!entry) return;
        clearTimeout(entry.timer);
        waiting.delete(key);
        show(clipIds);
        onSettled('undone');
      };
    },
    flush: (send) => {
      const entries = [...waiting.values()];
      waiting.clear();
      for (const { clipIds, timer, onFlushed } of entries) {
        clearTimeout(timer);
        for (const id of clipIds) flushed.add(id);
        send(clipIds);
        onFlushed();
      }
    },
    showFlushed: () => {
      show([...flushed]);
      flushed.clear();
    },
    hidden: () => hidden,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}
