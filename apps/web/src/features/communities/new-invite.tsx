'use client';
import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import { CopyLink } from './copy-link.tsx';

const expiries = [
  { value: '30', label: '30 minutes' },
  { value: '1440', label: '1 day' },
  { value: '10080', label: '7 days' },
  { value: '43200', label: '30 days' },
  { value: 'never', label: 'Never' },
];
const limits = [
  { value: '1', label: '1 person' },
  { value: '5', label: '5 people' },
  { value: '25', label: '25 people' },
  { value: '100', label: '100 people' },
  { value: 'any', label: 'Any number' },
];

/** Makes a link that ends by time or by use, and shows it to copy. */
export function NewInvite({ communityId }: { communityId: string }) {
  const utils = trpc.useUtils();
  const [expiry, setExpiry] = useState('10080');
  const [limit, setLimit] = useState('any');
  const create = trpc.communities.createInvite.useMutation({
    onSuccess: () => utils.communities.invites.invalidate({ communityId }),
  });
  const submit = () =>
    create.mutate({
      communityId,
      expiresInMinutes: expiry === 'never' ? null : Number(expiry),
      maxUses: limit === 'any' ? null : Number(limit),
    });
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="sm">
        <Select
          label="Ends after"
          data={expiries}
          value={expiry}
          onChange={(value) => setExpiry(value ?? '10080')}
          allowDeselect={false}
          flex={1}
          miw={130}
        />
        <Select
          label="For"
          data={limits}
          value={limit}
          onChange={(value) => setLimit(value ?? 'any')}
          allowDeselect={false}
          flex={1}
          miw={130}
        />
        <Button onClick={submit} loading={create.isPending}>
          Create link
        </Button>
      </Group>
      {create.error === null ? null : (
        <Text size="sm" c="red" role="alert">
          {describeError(create.error)}
        </Text>
      )}
      {create.data === undefined ? null : <CopyLink label="New link" code={create.data.code} />}
    </Stack>
  );
}
