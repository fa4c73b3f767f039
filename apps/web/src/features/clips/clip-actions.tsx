'use client';
import { ActionIcon } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import type { ClipView } from '../../trpc/types.ts';
import { menuOnDemand } from '../shell/on-demand.tsx';

const ClipMenu = menuOnDemand(() => import('./clip-menu.tsx').then((module) => module.ClipMenu));

/** What can be done with a clip, behind one button. */
export function ClipActions({ clip }: { clip: ClipView }) {
  return (
    <ClipMenu
      clip={clip}
      button={
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${clip.title}`}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      }
    />
  );
}
