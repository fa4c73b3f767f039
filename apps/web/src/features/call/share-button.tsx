'use client';
import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { formatBytes } from '@reprise/ui';
import { IconAlertTriangle, IconCheck, IconChevronUp, IconScreenShare, IconScreenShareOff, IconVolumeOff } from '@tabler/icons-react';
import { BarButton } from './bar-button.tsx';
import { qualitySettings, shareQualities, type ShareQuality } from './share-options.ts';
import type { ScreenShareControl } from './use-screen-share.ts';

/** Shares the screen with its sound; the quality is chosen beside it, before the share begins. */
export function ShareButton(props: { share: ScreenShareControl; quality: ShareQuality; onQuality: (quality: ShareQuality) => void }) {
  const { share, quality, onQuality } = props;
  // Phones cannot show their screen to a page: a button that never works is not shown.
  if (!share.isPossible) return null;
  return (
    <Group gap={8} wrap="nowrap">
      <Button.Group>
        <BarButton
          variant={share.isSharing ? 'light' : 'default'}
          icon={share.isSharing ? <IconScreenShareOff size={18} aria-hidden="true" /> : <IconScreenShare size={18} aria-hidden="true" />}
          hint={share.isSharing ? 'Stop showing your screen' : 'Show your screen, with its sound'}
          loading={share.isBusy}
          onClick={() => void share.toggle()}
        >
          {share.isSharing ? 'Stop sharing' : 'Share screen'}
        </BarButton>
        {share.isSharing ? null : <QualityMenu quality={quality} onQuality={onQuality} />}
      </Button.Group>
      {share.error === undefined ? null : (
        <Text size="sm" c="red" role="alert" lineClamp={2} maw={220}>
          <IconAlertTriangle size={14} aria-hidden="true" /> {share.error}
        </Text>
      )}
      {share.isSharing && !share.hasSound && !share.isBusy ? (
        <Group gap={4} wrap="nowrap" c="dimmed">
          <IconVolumeOff size={16} aria-hidden="true" />
          <Text size="sm">No sound in this share</Text>
        </Group>
      ) : null}
    </Group>
  );
}

function QualityMenu({ quality, onQuality }: { quality: ShareQuality; onQuality: (quality: ShareQuality) => void }) {
  return (
    <Menu position="top-start" width={230}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label="Quality of the share">
          <IconChevronUp size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Quality of the share and its replay</Menu.Label>
        {shareQualities.map((value) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={value === quality}
            onClick={() => onQuality(value)}
            rightSection={value === quality ? <IconCheck size={14} aria-hidden="true" /> : undefined}
          >
            {qualitySettings[value].label}
            <Text size="xs" c="dimmed">
              up to {formatBytes((qualitySettings[value].bitrateBps / 8) * 60)} a minute
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
