'use client';
import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { PersonAvatar } from '@reprise/ui';
import type { FrameViewer } from './frame-viewer.ts';
import { menuOnDemand } from './on-demand.tsx';

const UserMenu = menuOnDemand(() => import('./user-menu.tsx').then((module) => module.UserMenu));

/** Who is signed in, with the menu of their account. */
export function Account({ viewer }: { viewer: FrameViewer }) {
  return (
    <UserMenu
      viewer={viewer}
      button={
        <UnstyledButton style={{ borderRadius: 999 }}>
          <PersonAvatar name={viewer.name} size={36} />
          <VisuallyHidden>Account of {viewer.name}</VisuallyHidden>
        </UnstyledButton>
      }
    />
  );
}
