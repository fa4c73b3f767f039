'use client';
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { formatBytes } from '@reprise/ui';
import { useEffect, useSyncExternalStore } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { ClipView } from '../../trpc/types.ts';
import { createPendingDeletions } from './pending-deletions.ts';

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
    const refresh = () => {
      void utils.clips.invalidate();
      void utils.quota.invalidate();
    };
    const commit = async (clipIds: string[]) => {
      const { freedBytes } = await utils.client.clips.deleteMany.mutate({ clipIds });
      notifications.show({ message: `${what} deleted. ${formatBytes(freedBytes)} are free again.` });
    };
    const undo = deletions.add(
      clips.map(({ id }) => id),
      commit,
      (outcome, error) => {
        notifications.hide(id);
        if (outcome === 'failed')
          notifications.show({ color: 'red', title: `${what} could not be deleted`, message: describeError(error) });
        if (outcome !== 'undone') refresh();
      },
    );
    const id = notifications.show({ autoClose: false, withCloseButton: false, message: <Undoable what={what} onUndo={undo} /> });
  };
}

function Undoable({ what, onUndo }: { what: string; onUndo: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">Deleting {what}</Text>
      <Button size="xs" variant="light" onClick={onUndo}>
        Undo
      </Button>
    </Group>
  );
}

/** Carries out what waits when the page is left: nobody could undo it any more. */
export function useDeletionsEndWithPage(): void {
  useEffect(() => {
    const flush = () =>
      deletions.flush((clipIds) => {
        const headers = { 'content-type': 'application/json' };
        void fetch('/api/trpc/clips.deleteMany', { method: 'POST', keepalive: true, headers, body: JSON.stringify({ clipIds }) });
      });
    window.addEventListener('pagehide', flush);
    return () => window.removeEventListener('pagehide', flush);
  }, []);
}
