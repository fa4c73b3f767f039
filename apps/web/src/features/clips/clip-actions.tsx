'use client';
import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDotsVertical, IconDownload, IconPencil, IconShare, IconTrash } from '@tabler/icons-react';
import type { ClipView } from '../../trpc/types.ts';
import { useDeleteClips } from './use-delete-clips.tsx';
import dynamic from 'next/dynamic';
import { RenameClip } from './rename-clip.tsx';

/** Opened now and then: not part of the page that lists clips. */
const ShareClip = dynamic(() => import('./share-clip.tsx').then((module) => module.ShareClip), { ssr: false });

/** What can be done with a clip, behind one button. */
export function ClipActions({ clip }: { clip: ClipView }) {
  const deletePending = useDeleteClips();
  const [isRenaming, renaming] = useDisclosure(false);
  const [isSharing, sharing] = useDisclosure(false);
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
          <Menu.Item leftSection={<IconShare size={16} aria-hidden="true" />} onClick={sharing.open}>
            Share
          </Menu.Item>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden="true" />} onClick={renaming.open}>
            Rename
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={() => deletePending([clip])}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RenameClip clip={clip} isOpen={isRenaming} onClose={renaming.close} />
      {isSharing ? <ShareClip clip={clip} isOpen onClose={sharing.close} /> : null}
    </>
  );
}
