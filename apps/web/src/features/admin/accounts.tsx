'use client';
import { Badge, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { formatBytes, PersonAvatar } from '@reprise/ui';
import { useState } from 'react';
import { trpc } from '../../trpc/react.tsx';
import type { AccountView } from '../../trpc/types.ts';
import classes from '../community-settings/rows.module.css';
import { MoreButton } from '../shell/more-button.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { QuotaDialog } from './quota-dialog.tsx';
import { SearchField, useSearch } from './search-field.tsx';

/** From which share of a quota on it is marked. */
const NEARLY_FULL = 0.85;

/** Everybody with an account, with what their clips take and may take. */
export function Accounts() {
  const { text, setText, search } = useSearch();
  const accounts = trpc.admin.accounts.useInfiniteQuery(
    { search },
    { getNextPageParam: (page) => page.nextCursor, placeholderData: (before) => before },
  );
  return (
    <Stack gap="md">
      <SearchField label="Search people" placeholder="Name or email" text={text} setText={setText} />
      <QueryView query={accounts} what="The people" lines={6}>
        {({ pages }) => {
          const list = pages.flatMap((page) => page.accounts);
          return list.length === 0 ? (
            <Text c="dimmed" role="status">
              Nobody matches “{search}”.
            </Text>
          ) : (
            <Paper component="ul" withBorder bg="var(--reprise-surface)" className={classes.rows} aria-label="People">
              {list.map((account) => (
                <Row key={account.id} account={account} />
              ))}
            </Paper>
          );
        }}
      </QueryView>
      <MoreButton pages={accounts} />
    </Stack>
  );
}

function Row({ account }: { account: AccountView }) {
  const [isEditing, setIsEditing] = useState(false);
  return (
    <li className={classes.row}>
      <PersonAvatar name={account.name} size={34} />
      <div className={classes.main}>
        <Group gap={6} wrap="nowrap">
          <Text fw={550} size="sm" truncate>
            {account.name}
          </Text>
          {account.isInstanceAdmin ? (
            <Badge size="sm" variant="default">
              instance admin
            </Badge>
          ) : null}
        </Group>
        <Text size="xs" c="dimmed" truncate>
          {account.email} · {account.clips === 1 ? '1 clip' : `${account.clips} clips`}
        </Text>
      </div>
      <QuotaUse account={account} />
      <Button size="compact-sm" variant="default" onClick={() => setIsEditing(true)} aria-label={`Change the quota of ${account.name}`}>
        Change
      </Button>
      <QuotaDialog account={account} isOpen={isEditing} onClose={() => setIsEditing(false)} />
    </li>
  );
}

function QuotaUse({ account: { name, quotaBytes, usedBytes, reservedBytes } }: { account: AccountView }) {
  const share = quotaBytes === 0 ? 1 : (usedBytes + reservedBytes) / quotaBytes;
  return (
    <Stack gap={4} w={190}>
      <Text size="xs" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {formatBytes(usedBytes)} of {formatBytes(quotaBytes)}
        {share >= NEARLY_FULL ? (share >= 1 ? ' · full' : ' · nearly full') : ''}
      </Text>
      <Progress
        size="sm"
        value={Math.min(100, share * 100)}
        color={share >= NEARLY_FULL ? 'orange' : 'tide'}
        aria-label={`Quota of ${name}: ${Math.round(share * 100)} % used`}
      />
    </Stack>
  );
}
