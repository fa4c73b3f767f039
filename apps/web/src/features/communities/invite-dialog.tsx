'use client';
import { Stack, Text } from '@mantine/core';
import { CoverableDialog } from '../shell/coverable-dialog.tsx';
import { InviteLinks } from './invite-links.tsx';

/** Makes links into a community, and takes them back. */
export function InviteDialog(props: { community: { id: string; name: string }; isOpen: boolean; onClose: () => void }) {
  const { community, isOpen, onClose } = props;
  return (
    <CoverableDialog opened={isOpen} onClose={onClose} title={`Invite people to ${community.name}`} size="lg">
      <Stack>
        <Text size="sm" c="dimmed">
          Whoever opens the link joins as a member, after signing in or up.
        </Text>
        <InviteLinks communityId={community.id} />
      </Stack>
    </CoverableDialog>
  );
}
