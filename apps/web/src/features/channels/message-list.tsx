'use client';
import { Box, Skeleton, Stack } from '@mantine/core';
import { EmptyState, ErrorState } from '@reprise/ui';
import { IconMessageOff, IconMessages } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { describeError, errorCode } from '../../trpc/describe-error.ts';
import { MoreButton } from '../shell/more-button.tsx';
import classes from './channel-page.module.css';
import { MessageItem } from './message-item.tsx';
import { useChannelMessages } from './use-channel-messages.ts';
import { useKeptPlace } from './use-kept-place.ts';

/** What a channel holds, oldest above, with `footer` under it while there is such a channel; older ones come when one scrolls up or presses the button. */
export function MessageList(props: { channelId: string; startCursor: string | null; messageId: string | null; footer: ReactNode }) {
  const { channelId, startCursor, messageId, footer } = props;
  const { messages, pages } = useChannelMessages(channelId, startCursor);
  const list = useRef<HTMLDivElement>(null);
  useKeptPlace(list, messages[0]?.id, messages.at(-1)?.id);
  const isLinkedShown = messageId !== null && messages.some(({ id }) => id === messageId);
  useEffect(() => {
    if (isLinkedShown) document.getElementById(`message-${messageId}`)?.scrollIntoView({ block: 'center' });
  }, [isLinkedShown, messageId]);

  if (pages.isError && messages.length === 0) {
    if (errorCode(pages.error) === 'CHANNEL_NOT_FOUND') {
      return (
        <EmptyState
          icon={<IconMessageOff size={28} />}
          title="There is no such channel"
          text="It was deleted, or you are not a member of its community."
        />
      );
    }
    return (
      <ErrorState
        title="The messages could not be loaded"
        text={describeError(pages.error)}
        onRetry={() => void pages.refetch()}
        isRetrying={pages.isFetching}
      />
    );
  }
  return (
    <>
      <div ref={list} className={classes.list} role="log" aria-label="Messages" tabIndex={0}>
        {/* One element from the first moment on: its growth is watched. */}
        <div className={classes.content}>
          {pages.isPending ? (
            <Stack p="md" aria-busy="true" aria-label="Loading the messages">
              {[0, 1, 2, 3].map((key) => (
                <Skeleton key={key} h={56} />
              ))}
            </Stack>
          ) : (
            <ol className={classes.messages} aria-label="Messages, oldest first">
              {pages.hasNextPage ? (
                <Box component="li" p="xs">
                  <MoreButton pages={pages} label="Show older messages" size="xs" />
                </Box>
              ) : null}
              {messages.length === 0 ? (
                <li>
                  <EmptyState
                    icon={<IconMessages size={28} />}
                    title="Nothing here yet"
                    text="Say something, or share a clip from My clips."
                  />
                </li>
              ) : null}
              {messages.map((message) => (
                <MessageItem key={message.id} message={message} isLinked={message.id === messageId} />
              ))}
            </ol>
          )}
        </div>
      </div>
      {footer}
    </>
  );
}
