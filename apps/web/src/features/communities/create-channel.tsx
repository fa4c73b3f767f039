'use client';
import { Checkbox, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { trpc } from '../../trpc/react.tsx';
import { NameDialog } from '../shell/name-dialog.tsx';
import { forgetRefusal } from '../shell/forget-refusal.ts';

const kinds = [
  { value: 'VOICE', label: 'Call' },
  { value: 'TEXT', label: 'Text' },
] as const;

/** Makes a channel: a call or a place for messages, open to everybody in the community or to some. */
export function CreateChannel({ communityId, isOpen, onClose }: { communityId: string; isOpen: boolean; onClose: () => void }) {
  const utils = trpc.useUtils();
  const [kind, setKind] = useState<'VOICE' | 'TEXT'>('VOICE');
  const [isPrivate, setIsPrivate] = useState(false);
  const create = trpc.channels.create.useMutation({
    onSuccess: async () => {
      await utils.communities.list.invalidate();
      setIsPrivate(false);
      onClose();
    },
  });
  const close = () => {
    forgetRefusal(create);
    onClose();
  };
  return (
    <NameDialog
      isOpen={isOpen}
      title="New channel"
      label="Name"
      submitLabel="Create"
      onSubmit={(name) => create.mutate({ communityId, name, kind, isPrivate })}
      onClose={close}
      isBusy={create.isPending}
      error={create.error}
    >
      <SegmentedControl<'VOICE' | 'TEXT'> data={[...kinds]} value={kind} onChange={setKind} aria-label="Kind of channel" />
      <Checkbox
        label="Private"
        description="Only people you name, and the admins"
        checked={isPrivate}
        onChange={(event) => setIsPrivate(event.currentTarget.checked)}
      />
    </NameDialog>
  );
}
