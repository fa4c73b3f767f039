'use client';
import { Paper, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { formatBytes } from '@reprise/ui';
import type { CommunityUsageView } from '../../trpc/types.ts';
import classes from './usage-chart.module.css';

/** What the bars show. */
export type UsageMeasure = 'clips' | 'bytes';
type Day = CommunityUsageView['days'][number];

const dayName = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const HEIGHT = 120;
const STEP = 10;
const BAR = 7;

const show = (day: Day, measure: UsageMeasure): string => (measure === 'clips' ? String(day.clips) : formatBytes(day.bytes));
const nameOf = ({ day }: Day): string => dayName.format(new Date(`${day}T00:00:00Z`));

/** Bars by day (UTC), with the same figures as a table for those who cannot see them or want them exactly. */
export function UsageChart({ days, measure }: { days: readonly Day[]; measure: UsageMeasure }) {
  const highest = Math.max(...days.map((day) => day[measure]), 0);
  const [first] = days;
  const last = days.at(-1);
  const top = days.find((day) => day[measure] === highest);
  if (!first || !last || !top || highest === 0) return <Text c="dimmed">No clip that is still kept was made in these days.</Text>;
  const width = days.length * STEP;
  return (
    <Paper withBorder p="md" bg="var(--reprise-surface)">
      <Stack gap="sm">
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          preserveAspectRatio="none"
          className={classes.chart}
          role="img"
          aria-label={`${measure === 'clips' ? 'Clips' : 'Size of clips'} by day, ${nameOf(first)} to ${nameOf(last)}: most on ${nameOf(top)}, ${show(top, measure)}`}
        >
          {days.map((day, index) => {
            const height = Math.max(day[measure] === 0 ? 1 : 3, (day[measure] / highest) * (HEIGHT - 4));
            return (
              <rect
                key={day.day}
                x={index * STEP + (STEP - BAR) / 2}
                y={HEIGHT - height}
                width={BAR}
                height={height}
                className={day[measure] === 0 ? classes.none : classes.bar}
              >
                <title>{`${nameOf(day)}: ${show(day, measure)}`}</title>
              </rect>
            );
          })}
        </svg>
        <div className={classes.axis}>
          <Text size="xs" c="dimmed">
            {nameOf(first)}
          </Text>
          <Text size="xs" c="dimmed">
            most: {show(top, measure)}
          </Text>
          <Text size="xs" c="dimmed">
            {nameOf(last)}
          </Text>
        </div>
        <details>
          <summary className={classes.summary}>Show as a table</summary>
          <ScrollArea.Autosize mah={320}>
            <Table aria-label="Clips by day (UTC)">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">Day (UTC)</Table.Th>
                  <Table.Th scope="col">Clips</Table.Th>
                  <Table.Th scope="col">Size</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {[...days].reverse().map((day) => (
                  <Table.Tr key={day.day}>
                    <Table.Th scope="row">{day.day}</Table.Th>
                    <Table.Td>{day.clips}</Table.Td>
                    <Table.Td>{formatBytes(day.bytes)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea.Autosize>
        </details>
      </Stack>
    </Paper>
  );
}
