'use client';
import { Button, Group, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconScreenShare, IconScreenShareOff, IconVolumeOff } from '@tabler/icons-react';
import { BarButton } from './bar-button.tsx';
import { BufferQualityMenu } from './buffer-quality-menu.tsx';
import type { ShareQuality } from './share-options.ts';
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
        {share.isSharing ? null : (
          <BufferQualityMenu label="Quality of the share and its replay" variant="default" quality={quality} onQuality={onQuality} />
        )}
      </Button.Group>
      {share.error === undefined ? null : (
        <Text size="sm" c="red" role="alert" lineClamp={2} maw={220}>
          <IconAlertTriangle size={14} aria-hidden="true" /> {share.error}
        </Text>
      )}
      {share.isSharing && !share.hasSound && !share.isBusy ? <SilentShare /> : null}
    </Group>
  );
}

function SilentShare() {
  return (
    <Tooltip
      multiline
      w={260}
      label="Clips of it are silent too. Chromium shares the sound of a tab or the whole screen; Firefox, Safari and single windows share none."
    >
      <Group gap={4} wrap="nowrap" c="dimmed" tabIndex={0} role="note">
        <IconVolumeOff size={16} aria-hidden="true" />
        <Text size="sm">No sound in this share</Text>
      </Group>
    </Tooltip>
  );
}
