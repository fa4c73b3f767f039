'use client';
import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** Copies a text and says so. `text` is asked when pressed. */
export function CopyTextButton({ label, text }: { label: string; text: () => string }) {
  const { copied, copy } = useClipboard({ timeout: 2000 });
  return (
    <Button
      size="xs"
      variant="default"
      style={{ flex: 'none' }}
      leftSection={copied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />}
      onClick={() => copy(text())}
    >
      {copied ? 'Copied' : label}
    </Button>
  );
}
