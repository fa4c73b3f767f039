'use client';
import { Button, Group, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { inviteUrl } from './invite-code.ts';

/** An invitation's address, to read and to copy. Shown in answer to a click, so the origin is a browser's. */
export function CopyLink({ label, code }: { label: string; code: string }) {
  const clipboard = useClipboard({ timeout: 2500 });
  const url = inviteUrl(window.location.origin, code);
  return (
    <Group align="flex-end" gap="sm" wrap="nowrap">
      <TextInput label={label} value={url} readOnly flex={1} onFocus={(event) => event.currentTarget.select()} />
      <Button
        variant="light"
        onClick={() => clipboard.copy(url)}
        leftSection={clipboard.copied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />}
      >
        <span aria-live="polite">{clipboard.copied ? 'Copied' : 'Copy'}</span>
      </Button>
    </Group>
  );
}
