'use client';
import { Stack } from '@mantine/core';
import { trpc } from '../../trpc/react.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { InviteList } from './invite-list.tsx';
import { NewInvite } from './new-invite.tsx';

/** A form for a new link, and the links there are. */
export function InviteLinks({ communityId }: { communityId: string }) {
  const links = trpc.communities.invites.useQuery({ communityId });
  return (
    <Stack gap="lg">
      <NewInvite communityId={communityId} />
      <QueryView query={links} what="The invitations" lines={2}>
        {(list) => <InviteList communityId={communityId} links={list} />}
      </QueryView>
    </Stack>
  );
}
