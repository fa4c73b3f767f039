'use client';
import { Paper, Select, Stack, Text } from '@mantine/core';
import { EmptyState, LocalTime } from '@reprise/ui';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { trpc } from '../../trpc/react.tsx';
import type { AuditEventView } from '../../trpc/types.ts';
import { MoreButton } from '../shell/more-button.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { actionGroups, describeAudit } from './describe-audit.ts';
import classes from './rows.module.css';

/** Who did what, newest first: in a community, or (without one) everywhere. */
export function AuditSection({ communityId }: { communityId?: string }) {
  const [action, setAction] = useState<string | null>(null);
  const input = { ...(communityId === undefined ? {} : { communityId }), ...(action === null ? {} : { action }), limit: 30 };
  const audit = trpc.admin.audit.useInfiniteQuery(input, { getNextPageParam: (page) => page.nextCursor, staleTime: 0 });
  return (
    <Stack gap="md">
      <Select
        label="Show"
        placeholder="Everything"
        clearable
        data={actionGroups.map(({ prefix, label }) => ({ value: prefix, label }))}
        value={action}
        onChange={setAction}
        maw={280}
      />
      <QueryView query={audit} what="The audit trail" lines={8}>
        {({ pages }) => {
          const events = pages.flatMap((page) => page.events);
          return events.length === 0 ? (
            <EmptyState
              icon={<IconHistory size={28} />}
              title="Nothing here"
              text="What people start, capture, share, delete and change is written down here."
            />
          ) : (
            <Paper component="ul" withBorder bg="var(--reprise-surface)" className={classes.rows} aria-label="Audit trail">
              {events.map((event) => (
                <Row key={event.id} event={event} />
              ))}
            </Paper>
          );
        }}
      </QueryView>
      <MoreButton pages={audit} label="Show older" />
    </Stack>
  );
}

function Row({ event }: { event: AuditEventView }) {
  const { text, details } = describeAudit(event);
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        <Text size="sm">
          <Text span fw={550}>
            {event.actor === null ? 'Reprise' : (event.actor.name ?? 'Somebody who is gone')}
          </Text>{' '}
          {text}
        </Text>
        {details.map((line) => (
          <Text key={line} size="xs" c="dimmed">
            {line}
          </Text>
        ))}
      </div>
      <Text size="xs" c="dimmed">
        <LocalTime at={event.createdAt} />
      </Text>
    </li>
  );
}
