'use client';
import { Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDoorExit, IconPlus, IconSettings, IconUserPlus } from '@tabler/icons-react';
import Link from 'next/link';
import type { CommunityView } from '../../trpc/types.ts';
import { dialogOnDemand, type MenuButtonProps } from '../shell/on-demand.tsx';
import { OpeningMenu } from '../shell/opening-menu.tsx';

const CreateChannel = dialogOnDemand(() => import('./create-channel.tsx').then((module) => module.CreateChannel));
const InviteDialog = dialogOnDemand(() => import('./invite-dialog.tsx').then((module) => module.InviteDialog));
const LeaveCommunity = dialogOnDemand(() => import('./leave-community.tsx').then((module) => module.LeaveCommunity));

/** What one can do with a community of one's own. */
export function CommunityMenu({ community, button }: MenuButtonProps & { community: Pick<CommunityView, 'id' | 'name' | 'role'> }) {
  const [isInviting, inviting] = useDisclosure(false);
  const [isAdding, adding] = useDisclosure(false);
  const [isLeaving, leaving] = useDisclosure(false);
  const isAdmin = community.role === 'admin';
  return (
    <>
      <OpeningMenu button={button} width={210}>
        {isAdmin ? (
          <>
            <Menu.Item leftSection={<IconUserPlus size={16} aria-hidden="true" />} onClick={inviting.open}>
              Invite people
            </Menu.Item>
            <Menu.Item leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={adding.open}>
              New channel
            </Menu.Item>
          </>
        ) : null}
        <Menu.Item
          component={Link}
          href={`/communities/${encodeURIComponent(community.id)}/settings/replay`}
          leftSection={<IconSettings size={16} aria-hidden="true" />}
        >
          Settings
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item c="red" leftSection={<IconDoorExit size={16} aria-hidden="true" />} onClick={leaving.open}>
          Leave
        </Menu.Item>
      </OpeningMenu>
      <InviteDialog community={community} isOpen={isInviting} onClose={inviting.close} />
      <CreateChannel communityId={community.id} isOpen={isAdding} onClose={adding.close} />
      <LeaveCommunity community={community} isOpen={isLeaving} onClose={leaving.close} />
    </>
  );
}
