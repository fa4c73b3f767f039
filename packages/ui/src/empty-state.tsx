import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** What a list says when there is nothing in it yet: what would be here, and the way to get it. */
export function EmptyState(props: { icon: ReactNode; title: string; text: string; action?: ReactNode }) {
  return (
    <Stack align="center" gap="sm" py={56} px="md" ta="center">
      <ThemeIcon size={56} radius="xl" variant="light" aria-hidden="true">
        {props.icon}
      </ThemeIcon>
      <Title order={2} size="h4">
        {props.title}
      </Title>
      <Text c="dimmed" maw={420}>
        {props.text}
      </Text>
      {props.action}
    </Stack>
  );
}
