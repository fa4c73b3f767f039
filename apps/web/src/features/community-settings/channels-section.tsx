'use client';
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { trpc } from '../../trpc/react.tsx';
import { CreateChannel } from '../communities/create-channel.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { ChannelRow } from './channel-row.tsx';
import classes from './rows.module.css';

/** The channels of a community, for its admins. */
export function ChannelsSection({ communityId }: { communityId: string }) {
  const channels = trpc.channels.list.useQuery({ communityId });
  const [isAdding, adding] = useDisclosure(false);
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text c="dimmed" size="sm">
          A private channel is open to its people and to admins.
        </Text>
        <Button size="sm" leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={adding.open}>
          New channel
        </Button>
      </Group>
      <QueryView query={channels} what="The channels">
        {(list) =>
          list.length === 0 ? (
            <Text c="dimmed">No channels yet.</Text>
          ) : (
            <Paper component="ul" withBorder bg="var(--reprise-surface)" className={classes.rows} aria-label="Channels">
              {list.map((channel) => (
                <ChannelRow key={channel.id} channel={channel} />
              ))}
            </Paper>
          )
        }
      </QueryView>
      <CreateChannel communityId={communityId} isOpen={isAdding} onClose={adding.close} />
    </Stack>
  );
}
