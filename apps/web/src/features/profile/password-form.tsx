'use client';
import { Button, Checkbox, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type SubmitEvent } from 'react';
import { authClient } from '../auth/auth-client.ts';
import { useAccountAction } from './use-account-action.ts';

/** Changes one's password; other devices are signed out when one wishes so. */
export function PasswordForm() {
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const [revokeOtherSessions, setRevoke] = useState(true);
  const { run, isBusy, error } = useAccountAction();

  function submit(event: SubmitEvent) {
    event.preventDefault();
    void run(
      () => authClient.changePassword({ currentPassword, newPassword, revokeOtherSessions }),
      () => {
        setCurrent('');
        setNew('');
        notifications.show({
          title: 'Password changed',
          message: revokeOtherSessions ? 'Other devices are signed out.' : 'Use it from now on.',
        });
      },
    );
  }

  return (
    <Stack component="form" onSubmit={submit} gap="sm">
      <Group align="flex-start" grow>
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          value={currentPassword}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          required
          miw={200}
        />
        <PasswordInput
          label="New password"
          autoComplete="new-password"
          minLength={8}
          value={newPassword}
          onChange={(event) => setNew(event.currentTarget.value)}
          required
          miw={200}
        />
      </Group>
      <Checkbox
        label="Sign out my other devices"
        checked={revokeOtherSessions}
        onChange={(event) => setRevoke(event.currentTarget.checked)}
      />
      {error === undefined ? null : (
        <Text size="sm" c="red" role="alert">
          {error}
        </Text>
      )}
      <Group>
        <Button type="submit" loading={isBusy} disabled={currentPassword === '' || newPassword.length < 8}>
          Change password
        </Button>
      </Group>
    </Stack>
  );
}
