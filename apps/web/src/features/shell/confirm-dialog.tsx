'use client';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { describeError } from '../../trpc/describe-error.ts';
import { useCover } from './coverable-dialog.tsx';

interface ConfirmDialogProps {
  isOpen: boolean;
  title: string;
  text: string;
  confirmLabel: string;
  onConfirm: () => void;
  onClose: () => void;
  isBusy: boolean;
  /** What the attempt was refused with; null: nothing. */
  error: unknown;
}

/** Asks before something is done that cannot be undone, also over a `CoverableDialog`. Focus is on the way out. */
export function ConfirmDialog({ isOpen, title, text, confirmLabel, onConfirm, onClose, isBusy, error }: ConfirmDialogProps) {
  useCover(isOpen);
  return (
    <Modal opened={isOpen} onClose={onClose} title={title}>
      <Stack>
        <Text size="sm">{text}</Text>
        {error === null ? null : (
          <Text size="sm" c="red" role="alert">
            {describeError(error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color="red" loading={isBusy} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
