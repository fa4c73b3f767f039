'use client';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { errorCode } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { CommunityConfig } from '../../trpc/types.ts';
import { diffConfig, type EditableConfig, patchOf } from './config-fields.ts';

/**
 * Behaviour of the replay settings' form. It knows what it started from: what others save meanwhile is taken over while
 * nothing is edited here, and asked about at the save when something is.
 */
export function useReplayForm(current: CommunityConfig) {
  const utils = trpc.useUtils();
  const [base, setBase] = useState(current);
  const [draft, setDraft] = useState<EditableConfig>(current);
  const [theirs, setTheirs] = useState<CommunityConfig>();
  const changes = diffConfig(base, draft);
  const isStale = current.version > base.version;

  function startFrom(config: CommunityConfig) {
    setBase(config);
    setDraft(config);
    setTheirs(undefined);
  }
  if (isStale && changes.length === 0) startFrom(current);

  const patch = trpc.admin.communityConfig.patch.useMutation({
    onSuccess: (saved) => {
      utils.admin.communityConfig.get.setData({ communityId: saved.communityId }, saved);
      startFrom(saved);
      notifications.show({ title: 'Settings saved', message: 'They hold from now on, in open calls too.' });
    },
    onError: async (error) => {
      if (errorCode(error) === 'CONFLICT') setTheirs(await utils.admin.communityConfig.get.fetch({ communityId: base.communityId }));
    },
  });
  const save = (version: number) => patch.mutate({ communityId: base.communityId, ...patchOf(draft, changes, version) });

  return {
    base,
    draft,
    changes,
    /** Others saved something since this form began. */
    isStale,
    isSaving: patch.isPending,
    error: patch.error !== null && errorCode(patch.error) !== 'CONFLICT' ? patch.error : null,
    set: (change: Partial<EditableConfig>) => setDraft({ ...draft, ...change }),
    save: () => save(base.version),
    discard: () => startFrom(current),
    /** What others saved, when saving met it. */
    theirs,
    takeTheirs: () => theirs && startFrom(theirs),
    saveMine: () => theirs && save(theirs.version),
    keepEditing: () => setTheirs(undefined),
  };
}

/** What {@link useReplayForm} gives. */
export type ReplayFormState = ReturnType<typeof useReplayForm>;
