'use client';
import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconLink } from '@tabler/icons-react';

/** Copies the address of a page of this site; without a clipboard (plain HTTP) it shows the address instead. */
export function CopyLink({ path }: { path: string }) {
  const clipboard = useClipboard({ timeout: 3_000 });

  function copy() {
    const url = new URL(path, window.location.href).href;
    if (window.isSecureContext) clipboard.copy(url);
    else notifications.show({ title: 'The link to this clip', message: url, autoClose: false });
  }

  const label = clipboard.copied ? 'Link copied' : 'Copy link';
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size={30} aria-label={label} onClick={copy}>
        {clipboard.copied ? <IconCheck size={16} /> : <IconLink size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}
