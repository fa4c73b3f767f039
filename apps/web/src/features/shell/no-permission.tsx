import { Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { LinkButton } from './link-button.tsx';

/** Says what somebody may not do here, what it would need, and what they are. */
export function NoPermission(props: { title: string; missing: string; role: string | null; help: string; backHref?: string }) {
  const { title, missing, role, help, backHref } = props;
  return (
    <Paper withBorder p="xl" bg="var(--reprise-surface)" role="note">
      <Stack gap="sm" align="flex-start">
        <ThemeIcon size={44} radius="xl" variant="light" aria-hidden="true">
          <IconLock size={22} />
        </ThemeIcon>
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text>
          Permission denied - {missing}. {role === null ? '' : `Your role here is “${role}”.`}
        </Text>
        <Text c="dimmed">{help}</Text>
        {backHref === undefined ? null : (
          <LinkButton href={backHref} variant="light">
            Back
          </LinkButton>
        )}
      </Stack>
    </Paper>
  );
}
