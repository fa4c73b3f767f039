'use client';
import { Avatar, Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { EmptyState, PersonAvatar } from '@reprise/ui';
import { IconHash, IconUsersGroup, IconVolume } from '@tabler/icons-react';
import Link from 'next/link';
import { trpc } from '../../trpc/react.tsx';
import type { CallPresence, CommunityView } from '../../trpc/types.ts';
import { CreateCommunity, EnterInvite } from '../communities/new-community.ts';
import classes from './community-list.module.css';
import { QueryView } from './query-view.tsx';
import { usePresence } from './use-presence.ts';

type People = CallPresence['people'];

/** Every community of mine with its channels; a voice channel is the way into its call. */
export function CommunityList() {
  const communities = trpc.communities.list.useQuery();
  const { peopleIn } = usePresence();
  return (
    <QueryView query={communities} what="Your communities">
      {(list) =>
        list.length === 0 ? (
          <FirstCommunity />
        ) : (
          <Stack gap={36}>
            {list.map((community) => (
              <Community key={community.id} community={community} peopleIn={peopleIn} />
            ))}
          </Stack>
        )
      }
    </QueryView>
  );
}

function FirstCommunity() {
  const [isCreating, creating] = useDisclosure(false);
  const [isEntering, entering] = useDisclosure(false);
  return (
    <>
      <EmptyState
        icon={<IconUsersGroup size={28} />}
        title="No communities yet"
        text="Calls and clips live in communities. Create one and invite your people, or join with a link that somebody sent you."
        action={
          <Group justify="center">
            <Button onClick={creating.open}>Create a community</Button>
            <Button variant="default" onClick={entering.open}>
              I have a link
            </Button>
          </Group>
        }
      />
      <CreateCommunity isOpen={isCreating} onClose={creating.close} />
      <EnterInvite isOpen={isEntering} onClose={entering.close} />
    </>
  );
}

function Community({ community, peopleIn }: { community: CommunityView; peopleIn: (roomName: string) => People }) {
  const voice = community.channels.filter(({ kind }) => kind === 'VOICE');
  const text = community.channels.filter(({ kind }) => kind === 'TEXT');
  const { enabled, maxConcurrent } = community.replay;
  return (
    <Stack component="section" gap="sm" aria-labelledby={`community-${community.id}`}>
      <Group gap="xs" align="baseline">
        <Title order={2} size="h4" id={`community-${community.id}`}>
          {community.name}
        </Title>
        <Text size="sm" c="dimmed">
          {community.role} · {enabled ? `up to ${maxConcurrent} replay buffers at once` : 'replay is switched off'}
        </Text>
      </Group>
      {voice.length === 0 ? (
        <Text size="sm" c="dimmed">
          No voice channels here yet.
        </Text>
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="md">
          {voice.map((channel) => (
            <CallCard key={channel.id} channel={channel} people={peopleIn(channel.id)} />
          ))}
        </SimpleGrid>
      )}
      {text.length === 0 ? null : (
        <Group gap="xs" aria-label={`Text channels of ${community.name}`} role="group">
          {text.map((channel) => (
            <Link key={channel.id} href={`/channels/${encodeURIComponent(channel.id)}`} className={classes.text}>
              <IconHash size={16} aria-hidden="true" />
              {channel.name}
            </Link>
          ))}
        </Group>
      )}
    </Stack>
  );
}

function CallCard({ channel, people }: { channel: CommunityView['channels'][number]; people: People }) {
  return (
    <Link href={`/call/${encodeURIComponent(channel.id)}`} className={classes.channel}>
      <span className={classes.icon}>
        <IconVolume size={22} aria-hidden="true" />
      </span>
      <span className={classes.label}>
        <Text fw={600} truncate>
          {channel.name}
        </Text>
        <Text size="sm" c="dimmed">
          {people.length === 0 ? 'Join the call' : `${people.length} in the call`}
        </Text>
      </span>
      {people.length === 0 ? null : (
        <Avatar.Group spacing={6} aria-hidden="true">
          {people.slice(0, 3).map((person) => (
            <PersonAvatar key={person.userId} name={person.name} size={28} />
          ))}
        </Avatar.Group>
      )}
    </Link>
  );
}
