'use client';
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { formatBytes } from '@reprise/ui';
import { useSyncExternalStore } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { ClipView } from '../../trpc/types.ts';
import { createPendingDeletions } from './pending-deletions.ts';

/** How many the API takes at once. */
const MOST_AT_ONCE = 200;
/** Long enough to read the words and press the button. */
const UNDO_MS = 8_000;

// For the whole app: somebody who goes to another page of it may still undo.
const deletions = createPendingDeletions(UNDO_MS);
const none: ReadonlySet<string> = new Set();

/** Clips that are on their way out and must not be shown. */
export function useHiddenClips(): ReadonlySet<string> {
  return useSyncExternalStore(deletions.subscribe, deletions.hidden, () => none);
}

/** Deletes clips after a time in which that can be undone; says so. */
export function useDeleteClips(): (clips: Array<Pick<ClipView, 'id' | 'title' | 'sizeBytes'>>) => void {
  const utils = trpc.useUtils();
  return (clips) => {
    const [first] = clips;
    if (first === undefined) return;
    const what = clips.length === 1 ? `“${first.title}”` : `${clips.length} clips`;
    const refresh = () => Promise.all([utils.clips.invalidate(), utils.quota.invalidate()]);
    const commit = async (clipIds: string[]) => {
      let freed = 0;
      for (const group of groupsOf(clipIds)) {
        const { freedBytes } = await utils.client.clips.deleteMany.mutate({ clipIds: group });
        freed += freedBytes;
      }
      notifications.show({ message: `${what} deleted. ${formatBytes(freed)} are free again.` });
    };
    const wait = new AbortController();
    const undo = deletions.add(
      clips.map(({ id }) => id),
      commit,
      (outcome, error) => {
        wait.abort();
        notifications.hide(id);
        if (outcome === 'failed') {
          const title = clips.length > MOST_AT_ONCE ? `Not all of the ${what} could be deleted` : `${what} could not be deleted`;
          notifications.show({ color: 'red', title, message: describeError(error) });
        }
        if (outcome === 'deleted' || outcome === 'failed') void refresh();
      },
    );
    // What had the focus goes with the clips: by keyboard one is taken to where it can be taken back.
    const isByKeyboard = document.activeElement?.matches(':focus-visible') === true;
    // The deletion's own, not a component's: meanwhile one may be anywhere in the app, in a call too.
    window.addEventListener('pagehide', () => flushDeletions(refresh), { signal: wait.signal });
    const id = notifications.show({
      autoClose: false,
      withCloseButton: false,
      message: <Undoable what={what} isFocused={isByKeyboard} onUndo={undo} />,
    });
  };
}

function Undoable({ what, isFocused, onUndo }: { what: string; isFocused: boolean; onUndo: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">Deleting {what}</Text>
      <Button size="xs" variant="light" onClick={onUndo} autoFocus={isFocused}>
        Undo
      </Button>
    </Group>
  );
}

/** Carries out what waits when the page is left: nobody could undo it any more. A page that comes back asks what became of it. */
function flushDeletions(refresh: () => Promise<unknown>): void {
  deletions.flush((ids) => {
    const headers = { 'content-type': 'application/json' };
    for (const clipIds of groupsOf(ids)) {
      void fetch('/api/trpc/clips.deleteMany', { method: 'POST', keepalive: true, headers, body: JSON.stringify({ clipIds }) })
        // Nobody is here any more to be told; the clips are still in the list then.
        .catch(() => undefined);
    }
  });
  window.addEventListener('pageshow', () => void refresh().then(deletions.showFlushed), { once: true });
}

function groupsOf(clipIds: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(clipIds.length / MOST_AT_ONCE) }, (_, index) =>
    clipIds.slice(index * MOST_AT_ONCE, (index + 1) * MOST_AT_ONCE),
  );
}
