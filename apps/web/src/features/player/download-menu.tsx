'use client';
import { Button, Menu, Text } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import type { ClipView } from '../../trpc/types.ts';

/** Why the version with AAC sound is not there. */
const notReady = {
  preparing: 'Still being made for phones and editors',
  unavailable: 'It could not be made',
} as const satisfies Record<Exclude<ClipView['compatibleState'], 'ready'>, string>;

/** The clip as a file: as it was captured, and with AAC sound for what does not play Opus. */
export function DownloadMenu({ clip }: { clip: ClipView }) {
  return (
    <Menu position="bottom-start" width={270}>
      <Menu.Target>
        <Button leftSection={<IconDownload size={18} aria-hidden="true" />} rightSection={<IconChevronDown size={16} aria-hidden="true" />}>
          Download
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {clip.isOwn ? (
          <Menu.Item component="a" href={`${clip.fileUrl}?download=1`} download>
            MP4 as captured
            <Text size="xs" c="dimmed">
              The very frames and sound that were sent
            </Text>
          </Menu.Item>
        ) : null}
        {clip.compatibleState === 'ready' ? (
          <Menu.Item component="a" href={clip.downloadUrl} download>
            MP4 with AAC sound
            <Text size="xs" c="dimmed">
              For phones, editors and old players
            </Text>
          </Menu.Item>
        ) : (
          <Menu.Item disabled>
            MP4 with AAC sound
            <Text size="xs">{notReady[clip.compatibleState]}</Text>
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
