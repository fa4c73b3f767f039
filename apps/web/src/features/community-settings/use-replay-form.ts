'use client';
import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { errorCode } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { CommunityConfig } from '../../trpc/types.ts';
import { diffConfig, type EditableConfig, patchOf, withinBuffer } from './config-fields.ts';

/**
 * Behaviour of the replay settings' form. It knows what it started from: what others save meanwhile is taken over while
 * nothing is edited here, and asked about at the save when something is.
 */
export function useReplayForm(stored: CommunityConfig) {
  const utils = trpc.useUtils();
  const current = withinBuffer(stored);
  const [base, setBase] = useState(current);
  const [draft, setDraft] = useState<EditableConfig>(current);
  const [theirs, setTheirs] = useState<CommunityConfig>();
  const changes = diffConfig(base, draft);
  const isStale = current.version > base.version;
  useLeaveWarning(changes.length > 0);

  function startFrom(config: CommunityConfig) {
    setBase(config);
    setDraft(config);
    setTheirs(undefined);
  }
  if (isStale && changes.length === 0) startFrom(current);

  const patch = trpc.admin.communityConfig.patch.useMutation({
    onSuccess: (saved) => {
      utils.admin.communityConfig.get.setData({ communityId: saved.communityId }, saved);
      startFrom(withinBuffer(saved));
      notifications.show({ title: 'Settings saved', message: 'They hold from now on, in open calls too.' });
    },
    onError: async (error) => {
      if (errorCode(error) !== 'CONFLICT') return;
      const found = await utils.admin.communityConfig.get.fetch({ communityId: base.communityId }, { staleTime: 0 });
      setTheirs(withinBuffer(found));
    },
  });
  const save = (version: number) => patch.mutate({ communityId: base.communityId, ...patchOf(draft, changes, version) });
  function startOver(config: CommunityConfig) {
    patch.reset();
    startFrom(config);
  }

  return {
    base,
    draft,
    changes,
    /** Others saved something since this form began. */
    isStale,
    isSaving: patch.isPending,
    /** What the last save was refused with; a conflict whose other side is known is asked about instead. */
    error: theirs !== undefined && errorCode(patch.error) === 'CONFLICT' ? null : patch.error,
    set: (change: Partial<EditableConfig>) => setDraft({ ...draft, ...change }),
    save: () => save(base.version),
    discard: () => startOver(current),
    /** What others saved, when saving met it. */
    theirs,
    takeTheirs: () => theirs && startOver(theirs),
    saveMine: () => theirs && save(theirs.version),
    keepEditing: () => setTheirs(undefined),
  };
}

/** The browser asks before it leaves with something unsaved. A listener that always listened would keep pages from its back-forward cache. */
function useLeaveWarning(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isUnsaved]);
}

/** What {@link useReplayForm} gives. */
export type ReplayFormState = ReturnType<typeof useReplayForm>;
