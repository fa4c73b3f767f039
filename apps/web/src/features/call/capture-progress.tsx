'use client';
import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { CaptureView } from '../../trpc/types.ts';
import { captureStatusText } from './capture-status.ts';

/** How far a capture is; the tray reads out how it ends. */
export function CaptureProgress({ status, progress }: { status: CaptureView['status']; progress: number }) {
  const percent = Math.round(progress * 100);
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        {captureStatusText[status]}…
      </Text>
      <Progress value={Math.max(percent, 4)} size="sm" animated aria-label="Progress of the capture" />
    </Stack>
  );
}

/** What went wrong with a capture, and the button to try again. */
export function CaptureProblem({ message, onRetry, isRetrying }: { message: string; onRetry?: () => void; isRetrying?: boolean }) {
  return (
    <Alert color="red" variant="outline" role="alert" p="sm" icon={<IconAlertTriangle size={18} aria-hidden="true" />} title="Not captured">
      <Text size="sm" c="var(--mantine-color-text)">
        {message}
      </Text>
      {onRetry === undefined ? null : (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={onRetry} loading={isRetrying ?? false}>
            Try again
          </Button>
        </Group>
      )}
    </Alert>
  );
}
