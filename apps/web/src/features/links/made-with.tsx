import { Group, Text } from '@mantine/core';
import { BrandMark } from '@reprise/ui';

/** Whose page this is, for people who know nothing of it but a link; on a phone only the sign. */
export function MadeWith() {
  return (
    <Group gap={8} wrap="nowrap" c="dimmed">
      <BrandMark />
      <Text size="sm" visibleFrom="xs">
        Made with Reprise
      </Text>
    </Group>
  );
}
