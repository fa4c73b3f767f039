'use client';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { trpc } from '../../trpc/react.tsx';
import { CopyLink } from '../communities/copy-link.tsx';
import { InviteLinks } from '../communities/invite-links.tsx';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { forgetRefusal } from '../shell/forget-refusal.ts';

/** All ways into a community, for its admins. */
export function InvitesSection({ communityId }: { communityId: string }) {
  return (
    <Stack gap="xl">
      <Stack gap="sm">
        <Title order={2} size="h4">
          Links that end
        </Title>
        <InviteLinks communityId={communityId} />
      </Stack>
      <LastingLink communityId={communityId} />
    </Stack>
  );
}

function LastingLink({ communityId }: { communityId: string }) {
  const utils = trpc.useUtils();
  const invite = trpc.communities.invite.useQuery({ communityId });
  const [isAsking, setIsAsking] = useState(false);
  const replace = trpc.communities.resetInvite.useMutation({
    onSuccess: (fresh) => {
      utils.communities.invite.setData({ communityId }, fresh);
      setIsAsking(false);
    },
  });
  const askToReplace = () => {
    forgetRefusal(replace);
    setIsAsking(true);
  };
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        The lasting link
      </Title>
      <Text size="sm" c="dimmed">
        It lets in anybody, for as long as you do not replace it.
      </Text>
      <QueryView query={invite} what="The lasting link" lines={1}>
        {({ inviteCode }) => <CopyLink label="Lasting link" code={inviteCode} />}
      </QueryView>
      <Group>
        <Button variant="default" onClick={askToReplace}>
          Replace it
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={isAsking}
        title="Replace the lasting link?"
        text="The old one stops working at once, wherever it was posted. Nobody who is a member is affected."
        confirmLabel="Replace it"
        onConfirm={() => replace.mutate({ communityId })}
        onClose={() => setIsAsking(false)}
        isBusy={replace.isPending}
        error={replace.error}
      />
    </Stack>
  );
}
