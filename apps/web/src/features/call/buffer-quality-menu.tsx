'use client';
import { ActionIcon, Menu, Text } from '@mantine/core';
import { formatBytes } from '@reprise/ui';
import { IconChevronUp } from '@tabler/icons-react';
import { useCall } from './call-context.ts';
import { qualitySettings, shareQualities, type ShareQuality } from './share-options.ts';

/** Chooses how good the share and its replay are; what the community does not allow stays in the list, with the reason. */
export function BufferQualityMenu(props: {
  label: string;
  variant: 'default' | 'light';
  quality: ShareQuality;
  onQuality: (quality: ShareQuality) => void;
}) {
  const { label, variant, quality, onQuality } = props;
  const { rules } = useCall();
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <ActionIcon variant={variant} size={36} aria-label={label} ml={variant === 'light' ? 1 : 0}>
          <IconChevronUp size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{label}</Menu.Label>
        <Menu.RadioGroup value={quality} onChange={(value) => onQuality(shareQualities.find((known) => known === value) ?? quality)}>
          {shareQualities.map((value) => {
            const isAllowed = rules?.allowedQualities.includes(value) ?? true;
            return (
              <Menu.RadioItem key={value} value={value} disabled={!isAllowed}>
                {qualitySettings[value].label}
                <Text size="xs" c="dimmed">
                  {isAllowed
                    ? `up to ${formatBytes((qualitySettings[value].bitrateBps / 8) * 60)} a minute`
                    : 'This community does not allow it'}
                </Text>
              </Menu.RadioItem>
            );
          })}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
