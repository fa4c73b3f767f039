import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

/** What could not be loaded or done, with a way to try again when there is one. Announced at once. */
export function ErrorState(props: { title: string; text: string; onRetry?: () => void; isRetrying?: boolean }) {
  return (
    <Alert
      color="red"
      variant="outline"
      bg="var(--reprise-surface)"
      icon={<IconAlertTriangle size={20} aria-hidden="true" />}
      title={props.title}
      role="alert"
    >
      <Stack gap="sm">
        <Text size="sm" c="var(--mantine-color-text)">
          {props.text}
        </Text>
        {props.onRetry === undefined ? null : (
          <Group>
            <Button size="xs" variant="default" onClick={props.onRetry} loading={props.isRetrying ?? false}>
              Try again
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
