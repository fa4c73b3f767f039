'use client';
import { Badge, Button, Group, Select, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ErrorState, LocalTime } from '@reprise/ui';
import { useState } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { ClipLinkView } from '../../trpc/types.ts';
import { CopyTextButton } from '../clips/copy-text-button.tsx';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { forgetRefusal } from '../shell/forget-refusal.ts';

const lifetimes = [
  { value: '24', label: 'One day' },
  { value: '168', label: 'One week' },
  { value: '720', label: 'Thirty days' },
  { value: 'never', label: 'Until I revoke it' },
];

/** Makes and ends links with which anybody may watch a clip. */
export function PublicLinks({ clipId }: { clipId: string }) {
  const utils = trpc.useUtils();
  const found = trpc.links.list.useQuery({ clipId });
  const [lifetime, setLifetime] = useState('168');
  const settled = () => void utils.links.list.invalidate({ clipId });
  const create = trpc.links.create.useMutation({ onSettled: settled });
  if (found.isPending) return <Skeleton h={160} role="status" aria-busy="true" aria-label="Loading the links" />;
  if (found.data === undefined) {
    return <ErrorState title="The links could not be loaded" text={describeError(found.error)} onRetry={() => void found.refetch()} />;
  }
  const { isAllowed, links } = found.data;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {isAllowed
          ? 'Anybody who has the link can watch the clip, without an account, until it expires or you revoke it.'
          : 'This community has switched public links off: no new ones can be made, and those from before do not work.'}
      </Text>
      {isAllowed ? (
        <Group align="end" gap="sm">
          <Select
            flex={1}
            label="Works for"
            data={lifetimes}
            value={lifetime}
            onChange={(value) => setLifetime(value ?? '168')}
            allowDeselect={false}
          />
          <Button
            loading={create.isPending}
            onClick={() => create.mutate({ clipId, expiresInHours: lifetime === 'never' ? null : Number(lifetime) })}
          >
            Make link
          </Button>
        </Group>
      ) : null}
      {create.error === null ? null : (
        <Text size="sm" c="red" role="alert">
          {describeError(create.error)}
        </Text>
      )}
      {create.data === undefined ? null : <NewLink url={`${window.location.origin}${create.data.path}`} />}
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label="Links of this clip">
        {links.map((link) => (
          <LinkRow key={link.id} link={link} onSettled={settled} />
        ))}
      </Stack>
    </Stack>
  );
}

function NewLink({ url }: { url: string }) {
  return (
    <Stack gap={4}>
      <Group align="end" wrap="nowrap" gap="sm">
        <TextInput flex={1} label="New link" value={url} readOnly onFocus={(event) => event.currentTarget.select()} />
        <CopyTextButton label="Copy" text={() => url} />
      </Group>
      <Text size="sm" c="dimmed" role="status">
        Keep it: it is not shown again.
      </Text>
    </Stack>
  );
}

const stateLabels = { working: null, expired: 'Expired', revoked: 'Revoked' } as const satisfies Record<
  ClipLinkView['state'],
  string | null
>;

function LinkRow({ link, onSettled }: { link: ClipLinkView; onSettled: () => void }) {
  const [isAsking, asking] = useDisclosure(false);
  const revoke = trpc.links.revoke.useMutation({ onSuccess: asking.close, onSettled });
  const askToRevoke = () => {
    forgetRefusal(revoke);
    asking.open();
  };
  const ended = stateLabels[link.state];
  return (
    <Group component="li" justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm" c={ended === null ? 'var(--mantine-color-text)' : 'dimmed'}>
        Made <LocalTime at={link.createdAt} />
        {link.expiresAt === null ? '' : ', until '}
        {link.expiresAt === null ? null : <LocalTime at={link.expiresAt} />} ·{' '}
        {link.viewCount === 1 ? 'opened once' : `opened ${link.viewCount} times`}
      </Text>
      {ended === null ? (
        <Button size="xs" variant="subtle" color="red" flex="none" onClick={askToRevoke}>
          Revoke
        </Button>
      ) : (
        <Badge variant="outline" color="gray" tt="none">
          {ended}
        </Badge>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title="Revoke this link?"
        text="It stops working at once, wherever it was posted, and cannot be brought back. You can make another one."
        confirmLabel="Revoke link"
        onConfirm={() => revoke.mutate({ linkId: link.id })}
        onClose={asking.close}
        isBusy={revoke.isPending}
        error={revoke.error}
      />
    </Group>
  );
}
