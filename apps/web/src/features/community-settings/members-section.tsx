'use client';
import { Paper, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { trpc } from '../../trpc/react.tsx';
import type { CommunityDetails } from '../../trpc/types.ts';
import { MoreButton } from '../shell/more-button.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { MemberRow } from './member-row.tsx';
import classes from './rows.module.css';

/** Everybody in a community; admins change roles and remove people. */
export function MembersSection({ community, viewerId }: { community: CommunityDetails; viewerId: string }) {
  const communityId = community.id;
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 250);
  const roles = trpc.communities.roles.useQuery({ communityId });
  const members = trpc.communities.members.useInfiniteQuery(
    { communityId, search },
    { getNextPageParam: (page) => page.nextCursor, placeholderData: (before) => before },
  );
  return (
    <Stack gap="md">
      <TextInput
        label="Search members"
        placeholder="Name"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        maw={360}
      />
      <QueryView query={members} what="The members">
        {({ pages }) => {
          const list = pages.flatMap((page) => page.members);
          return list.length === 0 ? (
            <Text c="dimmed" role="status">
              Nobody here is called “{search}”.
            </Text>
          ) : (
            <Paper component="ul" withBorder bg="var(--reprise-surface)" className={classes.rows} aria-label="Members">
              {list.map((member) => (
                <MemberRow
                  key={member.userId}
                  member={member}
                  community={community}
                  roles={roles.data ?? []}
                  isSelf={member.userId === viewerId}
                />
              ))}
            </Paper>
          );
        }}
      </QueryView>
      <MoreButton pages={members} />
    </Stack>
  );
}
