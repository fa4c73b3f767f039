'use client';
import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDotsVertical, IconDownload, IconPencil, IconTrash } from '@tabler/icons-react';
import type { ClipView } from '../../trpc/types.ts';
import { DeleteClip } from './delete-clip.tsx';
import { RenameClip } from './rename-clip.tsx';

/** What can be done with a clip, behind one button. */
export function ClipActions({ clip }: { clip: ClipView }) {
  const [isRenaming, renaming] = useDisclosure(false);
  const [isDeleting, deleting] = useDisclosure(false);
  return (
    <>
      <Menu position="bottom-end" width={180}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${clip.title}`}>
            <IconDotsVertical size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={clip.downloadUrl} download leftSection={<IconDownload size={16} aria-hidden="true" />}>
            Download
          </Menu.Item>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden="true" />} onClick={renaming.open}>
            Rename
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={deleting.open}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RenameClip clip={clip} isOpen={isRenaming} onClose={renaming.close} />
      <DeleteClip clip={clip} isOpen={isDeleting} onClose={deleting.close} />
    </>
  );
}
