'use client';
import { Card, Group, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { EmptyState, ErrorState } from '@reprise/ui';
import { IconHash, IconUsersGroup, IconVolume } from '@tabler/icons-react';
import Link from 'next/link';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { CommunityView } from '../../trpc/types.ts';
import classes from './community-list.module.css';

/** Every community of mine with its channels; a voice channel is the way into its call. */
export function CommunityList() {
  const communities = trpc.communities.list.useQuery();
  if (communities.isPending) return <LoadingList />;
  if (communities.isError) {
    return (
      <ErrorState
        title="Your communities could not be loaded"
        text={describeError(communities.error)}
        onRetry={() => void communities.refetch()}
        isRetrying={communities.isFetching}
      />
    );
  }
  if (communities.data.length === 0) {
    return (
      <EmptyState
        icon={<IconUsersGroup size={28} />}
        title="No communities yet"
        text="Calls and clips live in communities. Ask somebody for an invitation to theirs."
      />
    );
  }
  return (
    <Stack gap={36}>
      {communities.data.map((community) => (
        <Community key={community.id} community={community} />
      ))}
    </Stack>
  );
}

function Community({ community }: { community: CommunityView }) {
  const voice = community.channels.filter(({ kind }) => kind === 'VOICE');
  const text = community.channels.filter(({ kind }) => kind === 'TEXT');
  return (
    <Stack component="section" gap="sm" aria-labelledby={`community-${community.id}`}>
      <Group gap="xs" align="baseline">
        <Title order={2} size="h4" id={`community-${community.id}`}>
          {community.name}
        </Title>
        <Text size="sm" c="dimmed">
          {community.role}
        </Text>
      </Group>
      {voice.length === 0 ? (
        <Text size="sm" c="dimmed">
          No voice channels here yet.
        </Text>
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
          {voice.map((channel) => (
            <Link key={channel.id} href={`/call/${encodeURIComponent(channel.id)}`} className={classes.channel}>
              <span className={classes.icon}>
                <IconVolume size={22} aria-hidden="true" />
              </span>
              <span>
                <Text fw={600} truncate>
                  {channel.name}
                </Text>
                <Text size="sm" c="dimmed">
                  Join the call
                </Text>
              </span>
            </Link>
          ))}
        </SimpleGrid>
      )}
      {text.length === 0 ? null : (
        <Group gap="lg" aria-label="Text channels" role="group">
          {text.map((channel) => (
            <Group key={channel.id} gap={4} wrap="nowrap" c="dimmed">
              <IconHash size={16} aria-hidden="true" />
              <Text size="sm">{channel.name}</Text>
            </Group>
          ))}
        </Group>
      )}
    </Stack>
  );
}

function LoadingList() {
  return (
    <Stack gap="sm" aria-busy="true" aria-label="Loading your communities">
      <Skeleton h={24} w={160} />
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
        {[0, 1, 2].map((key) => (
          <Card key={key} withBorder p={0}>
            <Skeleton h={78} />
          </Card>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
