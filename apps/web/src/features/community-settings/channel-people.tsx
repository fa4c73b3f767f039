'use client';
import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { ChannelView } from '../../trpc/types.ts';
import { QueryView } from '../shell/query-view.tsx';
import classes from './rows.module.css';

/** Who is named in a private channel, and a way to name others. */
export function ChannelPeople({ channel, isOpen, onClose }: { channel: ChannelView; isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={`People of ${channel.name}`}>
      <People channel={channel} />
    </Modal>
  );
}

function People({ channel }: { channel: ChannelView }) {
  const channelId = channel.id;
  const utils = trpc.useUtils();
  const people = trpc.channels.members.useQuery({ channelId });
  const onSettled = () => utils.channels.members.invalidate({ channelId });
  const add = trpc.channels.addMember.useMutation({ onSettled });
  const remove = trpc.channels.removeMember.useMutation({ onSettled });
  const error = add.error ?? remove.error;
  return (
    <Stack>
      <PersonPicker communityId={channel.communityId} onPick={(userId) => add.mutate({ channelId, userId })} />
      {error === null ? null : (
        <Text size="sm" c="red" role="alert">
          {describeError(error)}
        </Text>
      )}
      <QueryView query={people} what="The people" lines={2}>
        {(list) =>
          list.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nobody is named yet: only admins can enter.
            </Text>
          ) : (
            <ul className={classes.rows}>
              {list.map(({ userId, name }) => (
                <Group component="li" key={userId} justify="space-between" py={6}>
                  <Text size="sm">{name}</Text>
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`Take out ${name}`}
                    onClick={() => remove.mutate({ channelId, userId })}
                  >
                    Take out
                  </Button>
                </Group>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Stack>
  );
}

function PersonPicker({ communityId, onPick }: { communityId: string; onPick: (userId: string) => void }) {
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 250);
  const members = trpc.communities.members.useQuery({ communityId, search, limit: 20 });
  return (
    <Select
      label="Add somebody"
      placeholder="Search members"
      searchable
      searchValue={text}
      onSearchChange={setText}
      data={members.data?.members.map(({ userId, name }) => ({ value: userId, label: name })) ?? []}
      filter={({ options }) => options}
      value={null}
      onChange={(userId) => {
        if (userId === null) return;
        onPick(userId);
        setText('');
      }}
      nothingFoundMessage="Nobody of this name"
      data-autofocus
    />
  );
}
