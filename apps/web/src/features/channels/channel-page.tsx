'use client';
import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { ErrorState } from '@reprise/ui';
import { IconArrowDown } from '@tabler/icons-react';
import Link from 'next/link';
import { describeError, errorCode } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import classes from './channel-page.module.css';
import { MessageComposer } from './message-composer.tsx';
import { MessageList } from './message-list.tsx';

/** A text channel: what was said and shown in it, and the place to say more. `messageId`: a link led to that message. */
export function ChannelPage({ channelId, messageId }: { channelId: string; messageId: string | null }) {
  const communities = trpc.communities.list.useQuery();
  const place = trpc.messages.locate.useQuery({ messageId: messageId ?? '' }, { enabled: messageId !== null, staleTime: Infinity });
  const community = communities.data?.find(({ channels }) => channels.some(({ id }) => id === channelId));
  const name = community?.channels.find(({ id }) => id === channelId)?.name;
  const isElsewhere = place.data !== undefined && place.data.channelId !== channelId;
  const isGone = errorCode(place.error) === 'MESSAGE_NOT_FOUND' || isElsewhere;
  const cursor = isElsewhere ? null : (place.data?.cursor ?? null);
  return (
    <div className={classes.page}>
      <Stack gap={0} className={classes.heading}>
        <Title order={1} size="h3">
          {name === undefined ? 'Channel' : `# ${name}`}
        </Title>
        <Text size="sm" c="dimmed">
          {community?.name ?? '\u00a0'}
        </Text>
      </Stack>
      {isGone ? (
        <Text size="sm" c="dimmed" role="status">
          The message this link leads to was deleted. Here is what came last.
        </Text>
      ) : null}
      {messageId !== null && place.isPending ? (
        <Skeleton h={240} role="status" aria-busy="true" aria-label="Looking for the message" />
      ) : null}
      {place.isError && !isGone ? (
        <ErrorState title="The message could not be found" text={describeError(place.error)} onRetry={() => void place.refetch()} />
      ) : null}
      {messageId === null || place.data !== undefined || isGone ? (
        <MessageList
          channelId={channelId}
          startCursor={cursor}
          messageId={messageId}
          footer={cursor === null ? <MessageComposer channelId={channelId} channelName={name} /> : <ToNewest channelId={channelId} />}
        />
      ) : null}
    </div>
  );
}

function ToNewest({ channelId }: { channelId: string }) {
  return (
    <Button
      component={Link}
      href={`/channels/${encodeURIComponent(channelId)}`}
      variant="light"
      leftSection={<IconArrowDown size={18} aria-hidden="true" />}
    >
      These are older messages. Go to the newest
    </Button>
  );
}
