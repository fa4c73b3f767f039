'use client';
import { ActionIcon, Group, Menu, Text } from '@mantine/core';
import { useClipboard, useDisclosure } from '@mantine/hooks';
import { LocalTime, PersonAvatar } from '@reprise/ui';
import { IconDotsVertical, IconLink, IconTrash } from '@tabler/icons-react';
import { trpc } from '../../trpc/react.tsx';
import type { MessageView } from '../../trpc/types.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import classes from './channel-page.module.css';
import { MessageClip } from './message-clip.tsx';
import { forgetRefusal } from '../shell/forget-refusal.ts';

/** One message: who, when, what, and the clip it carries. */
export function MessageItem({ message, isLinked }: { message: MessageView; isLinked: boolean }) {
  const [isDeleting, deleting] = useDisclosure(false);
  const { copy } = useClipboard();
  const { author, text, clip, isClipDeleted, canDelete, createdAt } = message;
  return (
    <li id={`message-${message.id}`} className={classes.message} data-linked={isLinked} aria-label={`Message by ${author.name}`}>
      <PersonAvatar name={author.name} size={36} />
      <div>
        <Group gap={8} align="baseline">
          <Text size="sm" fw={600}>
            {author.name}
          </Text>
          <Text size="xs" c="dimmed">
            <LocalTime at={createdAt} />
          </Text>
        </Group>
        <Text size="sm" className={classes.text}>
          {text}
        </Text>
        {clip === null ? null : <MessageClip clip={clip} />}
        {isClipDeleted ? <div className={classes.gone}>Clip deleted</div> : null}
      </div>
      <Menu position="bottom-end" width={190}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for the message by ${author.name}`}>
            <IconDotsVertical size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconLink size={16} aria-hidden="true" />}
            onClick={() => copy(`${window.location.origin}/channels/${message.channelId}?message=${message.id}`)}
          >
            Copy link
          </Menu.Item>
          {canDelete ? (
            <Menu.Item c="red" leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={deleting.open}>
              Delete message
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <DeleteMessage message={message} isOpen={isDeleting} onClose={deleting.close} />
    </li>
  );
}

function DeleteMessage({ message, isOpen, onClose }: { message: MessageView; isOpen: boolean; onClose: () => void }) {
  const utils = trpc.useUtils();
  const remove = trpc.messages.delete.useMutation({
    onSuccess: async () => {
      await utils.messages.list.invalidate({ channelId: message.channelId });
      onClose();
    },
  });
  const close = () => {
    forgetRefusal(remove);
    onClose();
  };
  const aboutClip =
    message.clip === null ? '' : ' The clip stays in the library of the person who captured it, but is no longer seen here.';
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title="Delete this message?"
      text={`It will be gone for everybody.${aboutClip}`}
      confirmLabel="Delete"
      onConfirm={() => remove.mutate({ messageId: message.id })}
      onClose={close}
      isBusy={remove.isPending}
      error={remove.error}
    />
  );
}
