'use client';
import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { EmptyState, formatBytes, LocalTime, StatusPill, type StatusTone } from '@reprise/ui';
import { IconServerOff } from '@tabler/icons-react';
import { trpc } from '../../trpc/react.tsx';
import type { RecorderNodeView } from '../../trpc/types.ts';
import classes from '../community-settings/rows.module.css';
import { RunningSessions } from '../community-settings/running-sessions.tsx';
import { QueryView } from '../shell/query-view.tsx';

const POLL_MS = 5_000;

/** The workers that record, what the instance stores, and every buffer that runs. */
export function Recorders() {
  const overview = trpc.admin.overview.useQuery(undefined, { refetchInterval: POLL_MS });
  return (
    <Stack gap="xl">
      <QueryView query={overview} what="The recorders and the storage">
        {(found) => (
          <>
            <SimpleGrid cols={{ base: 2, md: 4 }}>
              <Figure label="Clips" value={String(found.clips)} note={formatBytes(found.clipBytes)} />
              <Figure label="Buffers" value={formatBytes(found.bufferBytes)} note="on the recorders' disks" />
              <Figure label="Held for captures" value={formatBytes(found.reservedBytes)} note="not written yet" />
              <Figure
                label="People"
                value={String(found.people)}
                note={found.communities === 1 ? 'in 1 community' : `in ${found.communities} communities`}
              />
            </SimpleGrid>
            <Stack gap="sm" component="section" aria-labelledby="recorder-nodes">
              <Title order={2} size="h4" id="recorder-nodes">
                Recorders
              </Title>
              {found.nodes.length === 0 ? (
                <EmptyState
                  icon={<IconServerOff size={28} />}
                  title="No recorder"
                  text="No worker has reported itself. Nothing can be recorded until one runs."
                />
              ) : (
                <Paper component="ul" withBorder bg="var(--reprise-surface)" className={classes.rows}>
                  {found.nodes.map((node) => (
                    <Node key={node.id} node={node} />
                  ))}
                </Paper>
              )}
            </Stack>
          </>
        )}
      </QueryView>
      <RunningSessions />
    </Stack>
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
      <Text size="sm" c="dimmed">
        {note}
      </Text>
    </Paper>
  );
}

function Node({ node }: { node: RecorderNodeView }) {
  const { tone, label } = stateOf(node);
  const { diskFreeBytes, diskTotalBytes, clipsFreeBytes, bufferState, clipsState } = node.health;
  const disks = [
    diskFreeBytes === undefined
      ? null
      : `buffers: ${formatBytes(diskFreeBytes)} free${diskTotalBytes === undefined ? '' : ` of ${formatBytes(diskTotalBytes)}`} (${bufferState ?? 'unknown'})`,
    clipsFreeBytes === undefined ? null : `clips: ${formatBytes(clipsFreeBytes)} free (${clipsState ?? 'unknown'})`,
  ].filter((line) => line !== null);
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        <Text fw={550} size="sm" truncate>
          {node.id}
        </Text>
        <Text size="xs" c="dimmed">
          {node.recorder} · version {node.version} · last heard <LocalTime at={node.heartbeatAt} show="time" />
        </Text>
        <Text size="xs" c="dimmed">
          {disks.length === 0 ? 'It says nothing about its disks.' : disks.join(' · ')}
        </Text>
      </div>
      <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {node.recordings} of {node.capacity} recordings
      </Text>
      <StatusPill tone={tone}>{label}</StatusPill>
    </li>
  );
}

function stateOf({ isAlive, draining, health }: RecorderNodeView): { tone: StatusTone; label: string } {
  if (!isAlive) return { tone: 'problem', label: 'Silent' };
  if (draining) return { tone: 'busy', label: 'Draining' };
  const isWell = (health.bufferState ?? 'ok') === 'ok' && (health.clipsState ?? 'ok') === 'ok';
  return isWell ? { tone: 'calm', label: 'Ready' } : { tone: 'problem', label: 'Storage trouble' };
}
