'use client';
import { Group, Paper, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { ErrorState, formatBytes } from '@reprise/ui';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';

/** From which share of the quota on a person should think of making room. */
const nearlyFull = 0.85;

/** How much of one's quota the clips take, with what helps when it is nearly full. */
export function QuotaBar() {
  const quota = trpc.quota.mine.useQuery();
  if (quota.isPending) return <Skeleton h={68} aria-label="Loading your quota" />;
  if (quota.isError) {
    return <ErrorState title="Your quota could not be loaded" text={describeError(quota.error)} onRetry={() => void quota.refetch()} />;
  }
  const { quotaBytes, usedBytes, reservedBytes } = quota.data;
  const share = quotaBytes === 0 ? 1 : (usedBytes + reservedBytes) / quotaBytes;
  const percentOf = (bytes: number) => (quotaBytes === 0 ? 100 : (100 * bytes) / quotaBytes);
  return (
    <Paper withBorder p="md" bg="var(--reprise-surface)">
      <Stack gap={8}>
        <Group justify="space-between" gap="xs">
          <Text size="sm" fw={550}>
            {formatBytes(usedBytes)} of {formatBytes(quotaBytes)} used
            {reservedBytes > 0 ? `, ${formatBytes(reservedBytes)} held for captures` : ''}
          </Text>
          <Text size="sm" c="dimmed">
            {formatBytes(Math.max(0, quotaBytes - usedBytes - reservedBytes))} free
          </Text>
        </Group>
        <Progress.Root size="md">
          <Progress.Section
            value={percentOf(usedBytes)}
            color={share >= nearlyFull ? 'orange' : 'tide'}
            aria-label={`${Math.round(percentOf(usedBytes))} % of your quota used`}
          />
          {reservedBytes > 0 ? <Progress.Section value={percentOf(reservedBytes)} color="gray" aria-label="Held for captures" /> : null}
        </Progress.Root>
        {share >= nearlyFull ? (
          <Text size="sm" role="status">
            {share >= 1 ? 'Your quota is full: delete clips to capture again.' : 'Nearly full: delete clips you no longer need.'}
          </Text>
        ) : null}
      </Stack>
    </Paper>
  );
}
