'use client';
import { Button, Group, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useState, type SubmitEvent } from 'react';
import { trpc } from '../../trpc/react.tsx';
import { authClient } from '../auth/auth-client.ts';
import { useAccountAction } from './use-account-action.ts';

/** Changes one's name. */
export function NameForm({ name }: { name: string }) {
  const router = useRouter();
  const utils = trpc.useUtils();
  const [value, setValue] = useState(name);
  const { run, isBusy, error } = useAccountAction();
  const given = value.trim();

  function submit(event: SubmitEvent) {
    event.preventDefault();
    void run(
      () => authClient.updateUser({ name: given }),
      () => {
        notifications.show({ title: 'Name changed', message: `You are ${given} now.` });
        void utils.invalidate();
        router.refresh();
      },
    );
  }

  return (
    <Group component="form" onSubmit={submit} align="flex-end" gap="sm">
      <TextInput
        label="Name"
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        maxLength={80}
        autoComplete="name"
        required
        error={error}
        flex={1}
        miw={200}
      />
      <Button type="submit" loading={isBusy} disabled={given === '' || given === name}>
        Save name
      </Button>
    </Group>
  );
}
