'use client';
import { Anchor, Button, Group, Select, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ErrorState, LocalTime } from '@reprise/ui';
import Link from 'next/link';
import { type SubmitEvent, useState } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { CopyTextButton } from './copy-text-button.tsx';
import type { SharedClip } from './shared-clip.ts';

/** Posts a clip in a text channel of its community, and shows where it was posted. */
export function ShareInChannel({ clip }: { clip: SharedClip }) {
  const communities = trpc.communities.list.useQuery();
  if (communities.isPending) return <Skeleton h={160} role="status" aria-busy="true" aria-label="Loading your channels" />;
  if (communities.data === undefined) {
    return (
      <ErrorState
        title="Your channels could not be loaded"
        text={describeError(communities.error)}
        onRetry={() => void communities.refetch()}
      />
    );
  }
  const groups = communities.data
    .filter(({ id }) => clip.communityId === null || id === clip.communityId)
    .map(({ name, channels }) => ({
      group: name,
      items: channels.filter(({ kind }) => kind === 'TEXT').map((channel) => ({ value: channel.id, label: `#${channel.name}` })),
    }))
    .filter(({ items }) => items.length > 0);
  return (
    <Stack gap="lg">
      {groups.length === 0 ? (
        <Text size="sm" c="dimmed">
          There is no text channel of this clip’s community that you may write in.
        </Text>
      ) : (
        <ShareForm clip={clip} groups={groups} />
      )}
      <Shares clipId={clip.id} />
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" c="dimmed">
          The clip’s own page opens for you, and for members who see it in a channel.
        </Text>
        <CopyTextButton label="Copy link" text={() => `${window.location.origin}/clips/${clip.id}`} />
      </Group>
    </Stack>
  );
}

type Groups = Array<{ group: string; items: Array<{ value: string; label: string }> }>;

function ShareForm({ clip, groups }: { clip: SharedClip; groups: Groups }) {
  const utils = trpc.useUtils();
  const [channelId, setChannelId] = useState(groups[0]?.items[0]?.value ?? null);
  const [comment, setComment] = useState('');
  const share = trpc.clips.share.useMutation({
    onSuccess: () => {
      setComment('');
      void utils.clips.shares.invalidate({ clipId: clip.id });
    },
  });

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const said = comment.trim();
    if (channelId !== null) share.mutate({ clipId: clip.id, channelId, ...(said === '' ? {} : { comment: said }) });
  }

  return (
    <Stack component="form" onSubmit={submit} gap="sm">
      <Select label="Channel" data={groups} value={channelId} onChange={setChannelId} allowDeselect={false} />
      <Textarea
        label="Comment"
        description="Optional; stands under the clip"
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        maxLength={2000}
        autosize
        minRows={1}
        maxRows={5}
      />
      {share.error === null ? null : (
        <Text size="sm" c="red" role="alert">
          {describeError(share.error)}
        </Text>
      )}
      <Group justify="flex-end">
        <Text size="sm" role="status">
          {share.isSuccess ? 'Shared.' : ''}
        </Text>
        <Button type="submit" loading={share.isPending} disabled={channelId === null}>
          Share in channel
        </Button>
      </Group>
    </Stack>
  );
}

function Shares({ clipId }: { clipId: string }) {
  const utils = trpc.useUtils();
  const shares = trpc.clips.shares.useQuery({ clipId });
  const [asked, setAsked] = useState<{ channelId: string; channelName: string }>();
  const [isAsking, asking] = useDisclosure(false);
  const unshare = trpc.clips.unshare.useMutation({
    onSuccess: asking.close,
    onSettled: () => void utils.clips.shares.invalidate({ clipId }),
  });
  // One line a channel: taking it out of a channel takes out all its messages.
  const channels = [...new Map(shares.data?.map((share) => [share.channelId, share])).values()];
  return (
    <>
      {channels.length === 0 ? null : (
        <Stack gap="xs" component="section" aria-label="Where it is shared">
          {channels.map((share) => (
            <Group key={share.channelId} justify="space-between" wrap="nowrap" gap="sm">
              <Text size="sm" truncate>
                In{' '}
                <Anchor component={Link} href={`/channels/${share.channelId}?message=${share.messageId}`}>
                  #{share.channelName}
                </Anchor>{' '}
                since <LocalTime at={share.sharedAt} />
              </Text>
              <Button
                size="xs"
                variant="subtle"
                color="red"
                aria-label={`Unshare from #${share.channelName}`}
                onClick={() => {
                  setAsked(share);
                  unshare.reset();
                  asking.open();
                }}
              >
                Unshare
              </Button>
            </Group>
          ))}
        </Stack>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={`Unshare from #${asked?.channelName ?? ''}?`}
        text="Every message there that shows this clip is removed, with its comment. The clip stays in your library."
        confirmLabel="Unshare"
        onConfirm={() => asked && unshare.mutate({ clipId, channelId: asked.channelId })}
        onClose={asking.close}
        isBusy={unshare.isPending}
        error={unshare.error}
      />
    </>
  );
}
