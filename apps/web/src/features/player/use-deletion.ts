'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';

/** How long a deletion can be taken back. */
export const undoSeconds = 8;

/** A deletion on its way. */
export interface Deletion {
  state: 'none' | 'pending' | 'deleting' | 'done' | 'failed';
  /** Whole seconds left to take it back. */
  secondsLeft: number;
  freedBytes: number | undefined;
  problem: string | undefined;
  begin: () => void;
  undo: () => void;
}

/**
 * Deletes a clip after a moment in which nothing has happened yet. Until then the clip is whole on the server, so a crash
 * loses nothing; every way out of the page (a link, another tab closed, the back button) carries the deletion out.
 */
export function useDeletion(clipId: string): Deletion {
  const utils = trpc.useUtils();
  const [secondsLeft, setSecondsLeft] = useState(undoSeconds);
  const [isPending, setIsPending] = useState(false);
  const pending = useRef(false);
  const remove = trpc.clips.delete.useMutation({
    onSuccess: () => {
      void utils.clips.mine.invalidate();
      void utils.quota.invalidate();
    },
  });
  const { mutate } = remove;

  const set = useCallback((value: boolean) => {
    pending.current = value;
    setIsPending(value);
  }, []);
  const commit = useCallback(() => {
    if (!pending.current) return;
    set(false);
    mutate({ clipId });
  }, [clipId, mutate, set]);

  useEffect(() => {
    // A page that goes away takes its requests with it, unless they are told to stay.
    const onLeave = () => {
      if (!pending.current) return;
      set(false);
      const body = JSON.stringify({ clipId });
      void fetch('/api/trpc/clips.delete', { method: 'POST', keepalive: true, headers: { 'content-type': 'application/json' }, body })
        .then(() => Promise.all([utils.clips.invalidate(), utils.quota.invalidate()]))
        // Nobody is here any more to be told; the clip is still in the list then.
        .catch(() => undefined);
    };
    window.addEventListener('pagehide', onLeave);
    return () => {
      window.removeEventListener('pagehide', onLeave);
      onLeave();
    };
  }, [clipId, set, utils]);

  useEffect(() => {
    if (!isPending) return;
    const timer = setInterval(() => setSecondsLeft((left) => left - 1), 1000);
    return () => clearInterval(timer);
  }, [isPending]);
  useEffect(() => {
    if (isPending && secondsLeft <= 0) commit();
  }, [isPending, secondsLeft, commit]);

  const state = isPending ? 'pending' : remove.isPending ? 'deleting' : remove.isSuccess ? 'done' : remove.isError ? 'failed' : 'none';
  return {
    state,
    secondsLeft,
    freedBytes: remove.data?.freedBytes,
    problem: remove.error === null ? undefined : describeError(remove.error),
    begin: () => {
      remove.reset();
      setSecondsLeft(undoSeconds);
      set(true);
    },
    undo: () => {
      remove.reset();
      set(false);
    },
  };
}
