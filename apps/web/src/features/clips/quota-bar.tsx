'use client';
import { Anchor, ColorSwatch, Group, Paper, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { ErrorState, formatBytes } from '@reprise/ui';
import Link from 'next/link';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { QuotaUsageView } from '../../trpc/types.ts';

/** From which share of the quota on a person should think of making room. */
const nearlyFull = 0.85;

/** How much of one's quota the clips take, with what helps when it is nearly full. */
export function QuotaBar() {
  const quota = trpc.quota.usage.useQuery();
  if (quota.isPending) return <Skeleton h={68} role="status" aria-busy="true" aria-label="Loading your quota" />;
  if (quota.data === undefined) {
    return <ErrorState title="Your quota could not be loaded" text={describeError(quota.error)} onRetry={() => void quota.refetch()} />;
  }
  const { quotaBytes, usedBytes, reservedBytes } = quota.data;
  const parts = partsOf(quota.data);
  const share = quotaBytes === 0 ? 1 : (usedBytes + reservedBytes) / quotaBytes;
  const percentOf = (bytes: number) => (quotaBytes === 0 ? 100 : (100 * bytes) / quotaBytes);
  return (
    <Paper withBorder p="md" bg="var(--reprise-surface)">
      <Stack gap={8}>
        <Group justify="space-between" gap="xs">
          <Text size="sm" fw={550}>
            {formatBytes(usedBytes)} of {formatBytes(quotaBytes)} used
          </Text>
          <Text size="sm" c="dimmed">
            {formatBytes(Math.max(0, quotaBytes - usedBytes - reservedBytes))} free
          </Text>
        </Group>
        <Progress.Root size="md">
          {parts.map(({ label, bytes, color }) => (
            <Progress.Section
              key={label}
              value={percentOf(bytes)}
              color={color}
              aria-label={`${label}: ${Math.round(percentOf(bytes))} % of your quota`}
            />
          ))}
        </Progress.Root>
        <Group gap="4px 16px" component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label="What your quota is used by">
          {parts.map(({ label, bytes, color }) => (
            <Group key={label} component="li" gap={6} wrap="nowrap">
              <ColorSwatch size={9} withShadow={false} color={`var(--mantine-color-${color.replace('.', '-')})`} aria-hidden="true" />
              <Text size="xs" c="dimmed">
                {label} {formatBytes(bytes)}
              </Text>
            </Group>
          ))}
        </Group>
        {share >= nearlyFull ? (
          <Text size="sm" role="status">
            {share >= 1
              ? 'Your quota is full: nothing can be captured until there is room. '
              : 'Nearly full: a long capture may not fit any more. '}
            <Anchor component={Link} href="/clips?sort=largest" underline="always">
              Show the largest clips
            </Anchor>{' '}
            and delete what you no longer need, or ask an administrator for more.
          </Text>
        ) : null}
      </Stack>
    </Paper>
  );
}

/** What takes room, largest kinds first; what takes none is not named. */
function partsOf(usage: QuotaUsageView) {
  return [
    { label: 'Clips', bytes: usage.clipsBytes, color: 'tide.6' },
    { label: 'Versions for others and phones', bytes: usage.renditionsBytes, color: 'blue.5' },
    { label: 'Pictures', bytes: usage.picturesBytes, color: 'grape.5' },
    { label: 'Files made to a size', bytes: usage.exportsBytes, color: 'yellow.6' },
    { label: 'Held for what is being made', bytes: usage.reservedBytes, color: 'gray.5' },
  ].filter(({ bytes }) => bytes > 0);
}
