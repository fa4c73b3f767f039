'use client';
import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconDoorExit, IconPlus, IconSettings, IconUserPlus } from '@tabler/icons-react';
import Link from 'next/link';
import type { CommunityView } from '../../trpc/types.ts';
import { CreateChannel } from './create-channel.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { LeaveCommunity } from './leave-community.tsx';

/** What one can do with a community of one's own. */
export function CommunityMenu({ community }: { community: Pick<CommunityView, 'id' | 'name' | 'role'> }) {
  const [isInviting, inviting] = useDisclosure(false);
  const [isAdding, adding] = useDisclosure(false);
  const [isLeaving, leaving] = useDisclosure(false);
  const isAdmin = community.role === 'admin';
  return (
    <>
      <Menu position="bottom-end" width={210}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" c="dimmed" aria-label={`Options of ${community.name}`}>
            <IconDots size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
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
          <Menu.Item color="red" leftSection={<IconDoorExit size={16} aria-hidden="true" />} onClick={leaving.open}>
            Leave
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <InviteDialog community={community} isOpen={isInviting} onClose={inviting.close} />
      <CreateChannel communityId={community.id} isOpen={isAdding} onClose={adding.close} />
      <LeaveCommunity community={community} isOpen={isLeaving} onClose={leaving.close} />
    </>
  );
}
