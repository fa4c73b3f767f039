'use client';
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { type KeyboardEvent, type SubmitEvent, useState } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import classes from './channel-page.module.css';

/** Writes into a channel: Enter sends, Shift+Enter begins a new line. What could not be sent stays. */
export function MessageComposer({ channelId, channelName }: { channelId: string; channelName: string | undefined }) {
  const utils = trpc.useUtils();
  const [text, setText] = useState('');
  const post = trpc.messages.post.useMutation({
    onSuccess: () => {
      setText('');
      void utils.messages.list.invalidate({ channelId });
    },
  });

  function send() {
    if (text.trim() !== '' && !post.isPending) post.mutate({ channelId, text: text.trim() });
  }

  function submit(event: SubmitEvent) {
    event.preventDefault();
    send();
  }

  function press(event: KeyboardEvent) {
    // Enter also ends the choice of a character in some languages.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <Stack component="form" gap={6} className={classes.composer} onSubmit={submit}>
      <Group wrap="nowrap" align="end" gap="sm">
        <Textarea
          flex={1}
          aria-label={channelName === undefined ? 'Message' : `Message to ${channelName}`}
          placeholder={channelName === undefined ? 'Message' : `Message to #${channelName}`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={press}
          maxLength={4000}
          autosize
          minRows={1}
          maxRows={6}
        />
        <Button
          type="submit"
          disabled={text.trim() === ''}
          loading={post.isPending}
          leftSection={<IconSend size={18} aria-hidden="true" />}
        >
          Send
        </Button>
      </Group>
      {post.error === null ? null : (
        <Text size="sm" c="red" role="alert">
          {describeError(post.error)}
        </Text>
      )}
    </Stack>
  );
}
