'use client';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { ClipView } from '../../trpc/types.ts';

/** Asks for a new title and saves it. */
export function RenameClip({ clip, isOpen, onClose }: { clip: ClipView; isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Rename clip">
      <RenameForm clip={clip} onClose={onClose} />
    </Modal>
  );
}

function RenameForm({ clip, onClose }: { clip: ClipView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const [title, setTitle] = useState(clip.title);
  const rename = trpc.clips.rename.useMutation({
    onSuccess: async () => {
      await utils.clips.invalidate();
      onClose();
    },
  });

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (title.trim() !== '') rename.mutate({ clipId: clip.id, title: title.trim() });
  }

  return (
    <Stack component="form" onSubmit={submit}>
      <TextInput
        label="Title"
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        maxLength={200}
        required
        error={rename.error === null ? undefined : describeError(rename.error)}
        data-autofocus
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={rename.isPending} disabled={title.trim() === ''}>
          Save
        </Button>
      </Group>
    </Stack>
  );
}
