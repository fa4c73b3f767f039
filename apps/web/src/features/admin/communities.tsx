'use client';
import { Paper, Stack, Text } from '@mantine/core';
import { formatBytes } from '@reprise/ui';
import { trpc } from '../../trpc/react.tsx';
import classes from '../community-settings/rows.module.css';
import { LinkButton } from '../shell/link-button.tsx';
import { MoreButton } from '../shell/more-button.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { SearchField, useSearch } from './search-field.tsx';

/** Every community of the instance, with what it keeps and runs. */
export function Communities() {
  const { text, setText, search } = useSearch();
  const communities = trpc.admin.communities.useInfiniteQuery(
    { search },
    { getNextPageParam: (page) => page.nextCursor, placeholderData: (before) => before },
  );
  return (
    <Stack gap="md">
      <SearchField label="Search communities" placeholder="Name" text={text} setText={setText} />
      <QueryView query={communities} what="The communities" lines={6}>
        {({ pages }) => {
          const list = pages.flatMap((page) => page.communities);
          return list.length === 0 ? (
            <Text c="dimmed" role="status">
              {search === '' ? 'There are no communities yet.' : `No community matches “${search}”.`}
            </Text>
          ) : (
            <Paper component="ul" withBorder bg="var(--reprise-surface)" className={classes.rows} aria-label="Communities">
              {list.map(({ id, name, members, clips, clipBytes, running, maxConcurrent, enabled }) => (
                <li key={id} className={classes.row}>
                  <div className={classes.main}>
                    <Text fw={550} size="sm" truncate>
                      {name}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {members === 1 ? '1 member' : `${members} members`} · {clips === 1 ? '1 clip' : `${clips} clips`},{' '}
                      {formatBytes(clipBytes)}
                    </Text>
                  </div>
                  <Text size="sm" {...(enabled ? {} : { c: 'dimmed' })}>
                    {enabled ? `${running} of ${maxConcurrent} running` : 'Replay off'}
                  </Text>
                  <LinkButton
                    href={`/communities/${encodeURIComponent(id)}/settings/replay`}
                    size="compact-sm"
                    variant="default"
                    aria-label={`Settings of ${name}`}
                  >
                    Settings
                  </LinkButton>
                </li>
              ))}
            </Paper>
          );
        }}
      </QueryView>
      <MoreButton pages={communities} />
    </Stack>
  );
}
