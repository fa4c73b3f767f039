'use client';
import { Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconPencil, IconShare, IconTrash } from '@tabler/icons-react';
import type { ClipView } from '../../trpc/types.ts';
import { dialogOnDemand, type MenuButtonProps } from '../shell/on-demand.tsx';
import { OpeningMenu } from '../shell/opening-menu.tsx';
import { useDeleteClips } from './use-delete-clips.tsx';

const RenameClip = dialogOnDemand(() => import('./rename-clip.tsx').then((module) => module.RenameClip));
const ShareClip = dialogOnDemand(() => import('./share-clip.tsx').then((module) => module.ShareClip));

/** The menu of a clip in a list, with the dialogs it opens. */
export function ClipMenu({ clip, button }: MenuButtonProps & { clip: ClipView }) {
  const deletePending = useDeleteClips();
  const [isRenaming, renaming] = useDisclosure(false);
  const [isSharing, sharing] = useDisclosure(false);
  return (
    <>
      <OpeningMenu button={button} width={180}>
        <Menu.Item component="a" href={clip.downloadUrl} download leftSection={<IconDownload size={16} aria-hidden="true" />}>
          Download
        </Menu.Item>
        <Menu.Item leftSection={<IconShare size={16} aria-hidden="true" />} onClick={sharing.open}>
          Share
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden="true" />} onClick={renaming.open}>
          Rename
        </Menu.Item>
        <Menu.Item c="red" leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={() => deletePending([clip])}>
          Delete
        </Menu.Item>
      </OpeningMenu>
      <RenameClip clip={clip} isOpen={isRenaming} onClose={renaming.close} />
      <ShareClip clip={clip} isOpen={isSharing} onClose={sharing.close} />
    </>
  );
}
