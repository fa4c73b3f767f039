'use client';
import { ActionIcon, Button, Group, TextInput, Title, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { ClipView } from '../../trpc/types.ts';

/** The title, changed in its place by whom the clip belongs to. */
export function ClipTitle({ clip }: { clip: ClipView }) {
  const [isEditing, setIsEditing] = useState(false);
  if (isEditing) return <TitleForm clip={clip} onClose={() => setIsEditing(false)} />;
  return (
    <Group gap="xs" wrap="nowrap">
      <Title order={1} size="h3" style={{ overflowWrap: 'anywhere' }}>
        {clip.title}
      </Title>
      {clip.isOwn ? (
        <Tooltip label="Rename">
          <ActionIcon variant="subtle" color="gray" aria-label="Rename" onClick={() => setIsEditing(true)}>
            <IconPencil size={18} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      ) : null}
    </Group>
  );
}

function TitleForm({ clip, onClose }: { clip: ClipView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const [title, setTitle] = useState(clip.title);
  const field = useRef<HTMLInputElement>(null);
  // The button that was pressed is gone: the focus goes on here.
  useEffect(() => field.current?.select(), []);
  const rename = trpc.clips.rename.useMutation({
    onSuccess: (renamed) => {
      utils.clips.get.setData({ clipId: clip.id }, renamed);
      void utils.clips.mine.invalidate();
      onClose();
    },
  });
  function submit(event: SubmitEvent) {
    event.preventDefault();
    const wanted = title.trim();
    if (wanted === clip.title) onClose();
    else if (wanted !== '') rename.mutate({ clipId: clip.id, title: wanted });
  }
  return (
    <Group component="form" gap="xs" align="start" onSubmit={submit}>
      <TextInput
        aria-label="Title"
        value={title}
        maxLength={200}
        required
        style={{ flex: '1 1 220px' }}
        error={rename.error === null ? undefined : describeError(rename.error)}
        ref={field}
        onChange={(event) => setTitle(event.currentTarget.value)}
        onKeyDown={(event) => (event.key === 'Escape' ? onClose() : undefined)}
      />
      <Button type="submit" loading={rename.isPending} disabled={title.trim() === ''}>
        Save
      </Button>
      <Button variant="default" onClick={onClose}>
        Cancel
      </Button>
    </Group>
  );
}
