'use client';
import { Group, Paper, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { formatBytes } from '@reprise/ui';
import { useState } from 'react';
import { trpc } from '../../trpc/react.tsx';
import type { CommunityUsageView } from '../../trpc/types.ts';
import { QueryView } from '../shell/query-view.tsx';
import { UsageChart, type UsageMeasure } from './usage-chart.tsx';

/** What the clips of a community take, day by day. */
export function UsageSection({ communityId }: { communityId: string }) {
  const [days, setDays] = useState<'30' | '90'>('30');
  const [measure, setMeasure] = useState<UsageMeasure>('clips');
  const usage = trpc.admin.usage.useQuery({ communityId, days: Number(days) }, { placeholderData: (before) => before });
  return (
    <Stack gap="md">
      <QueryView query={usage} what="The usage">
        {(found) => (
          <>
            <Totals usage={found} />
            <Group justify="space-between">
              <SegmentedControl<UsageMeasure>
                aria-label="What is shown"
                data={[
                  { value: 'clips', label: 'Clips' },
                  { value: 'bytes', label: 'Size' },
                ]}
                value={measure}
                onChange={setMeasure}
              />
              <SegmentedControl<'30' | '90'>
                aria-label="Span"
                data={[
                  { value: '30', label: '30 days' },
                  { value: '90', label: '90 days' },
                ]}
                value={days}
                onChange={setDays}
              />
            </Group>
            <UsageChart days={found.days} measure={measure} />
          </>
        )}
      </QueryView>
    </Stack>
  );
}

function Totals({ usage }: { usage: CommunityUsageView }) {
  const recent = usage.days.reduce((sum, day) => ({ clips: sum.clips + day.clips, bytes: sum.bytes + day.bytes }), { clips: 0, bytes: 0 });
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <Figure label="Kept in all" value={`${usage.totalClips} clips`} note={formatBytes(usage.totalBytes)} />
      <Figure label={`Made in the last ${usage.days.length} days`} value={`${recent.clips} clips`} note={formatBytes(recent.bytes)} />
    </SimpleGrid>
  );
}

function Figure({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <Paper withBorder p="md" bg="var(--reprise-surface)">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="xl" fw={650} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {value}
      </Text>
      <Text size="sm">{note}</Text>
    </Paper>
  );
}
