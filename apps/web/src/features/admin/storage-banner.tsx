'use client';
import { Alert, List } from '@mantine/core';
import { formatBytes } from '@reprise/ui';
import { IconAlertTriangle } from '@tabler/icons-react';
import { trpc } from '../../trpc/react.tsx';
import type { StorageProblem } from '../../trpc/types.ts';
import classes from './storage-banner.module.css';

/** Workers look at their disks every few seconds. */
const refreshMs = 15_000;

/** Tells instance admins, on every page, which disks take no new recordings; nothing while all are well. */
export function StorageBanner() {
  const problems = trpc.admin.storageProblems.useQuery(undefined, { refetchInterval: refreshMs });
  const listed = problems.data ?? [];
  return (
    <div role="alert" className={classes.banner} hidden={listed.length === 0}>
      {listed.length === 0 ? null : (
        <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden="true" />} title="The storage needs you">
          <List size="sm" spacing={2}>
            {listed.map((problem) => (
              <List.Item key={`${problem.nodeId} ${problem.place}`}>{describe(problem)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </div>
  );
}

function describe({ text, state, freeBytes, totalBytes, nodeId }: StorageProblem): string {
  const room = state === 'missing' ? '' : ` ${formatBytes(freeBytes)} of ${formatBytes(totalBytes)} free.`;
  return `${text}.${room} Worker ${nodeId.slice(0, 8)}.`;
}
