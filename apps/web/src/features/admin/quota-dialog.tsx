'use client';
import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { formatBytes } from '@reprise/ui';
import { useState, type SubmitEvent } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { AccountView } from '../../trpc/types.ts';

/** Quotas are counted in binary units. */
const GIGABYTE = 1024 ** 3;

/** Changes how much somebody may keep. */
export function QuotaDialog({ account, isOpen, onClose }: { account: AccountView; isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={`Quota of ${account.name}`}>
      <QuotaForm account={account} onClose={onClose} />
    </Modal>
  );
}

function QuotaForm({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const utils = trpc.useUtils();
  const [gigabytes, setGigabytes] = useState<number | string>(Math.round((account.quotaBytes / GIGABYTE) * 100) / 100);
  const change = trpc.admin.userQuota.patch.useMutation({
    onSuccess: async ({ quotaBytes }) => {
      await utils.admin.accounts.invalidate();
      notifications.show({ title: 'Quota changed', message: `${account.name} may keep ${formatBytes(quotaBytes)}.` });
      onClose();
    },
  });
  const quotaBytes = typeof gigabytes === 'number' ? Math.round(gigabytes * GIGABYTE) : undefined;

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (quotaBytes !== undefined) change.mutate({ userId: account.id, quotaBytes });
  }

  return (
    <Stack component="form" onSubmit={submit}>
      <NumberInput
        label="Quota"
        suffix=" GB"
        min={0}
        max={100_000}
        decimalScale={2}
        value={gigabytes}
        onChange={setGigabytes}
        description={`${formatBytes(account.usedBytes)} used, ${formatBytes(account.reservedBytes)} held for captures`}
        error={change.error === null ? undefined : describeError(change.error)}
        data-autofocus
      />
      {quotaBytes !== undefined && quotaBytes < account.usedBytes ? (
        <Text size="sm" role="status">
          That is less than what is used. Nothing is deleted; new captures are refused until there is room.
        </Text>
      ) : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={change.isPending} disabled={quotaBytes === undefined}>
          Save
        </Button>
      </Group>
    </Stack>
  );
}
