'use client';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { formatBytes } from '@reprise/ui';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { ClipView } from '../../trpc/types.ts';

/** Asks before a clip is deleted for good, and says what that frees. */
export function DeleteClip(props: { clip: ClipView; isOpen: boolean; onClose: () => void; onDeleted?: () => void }) {
  const { clip, isOpen, onClose, onDeleted } = props;
  const utils = trpc.useUtils();
  const remove = trpc.clips.delete.useMutation({
    onSuccess: ({ freedBytes }) => {
      notifications.show({ title: 'Clip deleted', message: `${formatBytes(freedBytes)} are free again.` });
      onClose();
      onDeleted?.();
      void utils.clips.mine.invalidate();
      void utils.quota.invalidate();
    },
  });
  return (
    <Modal opened={isOpen} onClose={onClose} title="Delete this clip?">
      <Stack>
        <Text size="sm">
          “{clip.title}” will be gone for good, everywhere it was shared. This frees {formatBytes(clip.sizeBytes)}.
        </Text>
        {remove.error === null ? null : (
          <Text size="sm" c="red" role="alert">
            {describeError(remove.error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate({ clipId: clip.id })}>
            Delete
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
