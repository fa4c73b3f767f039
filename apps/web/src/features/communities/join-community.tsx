'use client';
import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { EmptyState, ErrorState, PersonAvatar } from '@reprise/ui';
import { IconLinkOff } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { describeError, errorCode } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import { LinkButton } from '../shell/link-button.tsx';
import { QueryView } from '../shell/query-view.tsx';

/** Where an invitation leads, and the step inside. */
export function JoinCommunity({ inviteCode }: { inviteCode: string }) {
  const invite = trpc.communities.previewInvite.useQuery({ inviteCode }, { retry: false });
  const code = errorCode(invite.error);
  if (code === 'INVITE_ENDED' || code === 'COMMUNITY_NOT_FOUND') {
    return (
      <EmptyState
        icon={<IconLinkOff size={28} />}
        title="This invitation does not work"
        text={
          code === 'INVITE_ENDED'
            ? 'It has expired, was used up or was taken back. Ask whoever sent it for a new one.'
            : 'No community has this link. Check that it is whole.'
        }
        action={
          <LinkButton href="/" variant="light">
            To your channels
          </LinkButton>
        }
      />
    );
  }
  return (
    <QueryView query={invite} what="The invitation" lines={2}>
      {({ name, isMember }) => <Door inviteCode={inviteCode} name={name} isMember={isMember} />}
    </QueryView>
  );
}

function Door({ inviteCode, name, isMember }: { inviteCode: string; name: string; isMember: boolean }) {
  const utils = trpc.useUtils();
  const router = useRouter();
  const join = trpc.communities.join.useMutation({
    onSuccess: async () => {
      await utils.communities.invalidate();
      router.replace('/');
    },
  });
  return (
    <Paper withBorder p="xl" bg="var(--reprise-surface)" maw={460} mx="auto" w="100%">
      <Stack align="center" ta="center">
        <PersonAvatar name={name} size={64} />
        <Title order={1} size="h3">
          {isMember ? `You are in ${name}` : `Join ${name}?`}
        </Title>
        <Text c="dimmed">
          {isMember ? 'Nothing left to do here.' : 'You will see its channels, may join its calls, and keep clips of what happens there.'}
        </Text>
        {join.error === null ? null : <ErrorState title="You could not join" text={describeError(join.error)} />}
        {isMember ? (
          <LinkButton href="/">To its channels</LinkButton>
        ) : (
          <Button onClick={() => join.mutate({ inviteCode })} loading={join.isPending}>
            Join {name}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}
