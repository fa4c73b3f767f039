'use client';
import { Button, Switch, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconHash, IconVolume } from '@tabler/icons-react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { ChannelView } from '../../trpc/types.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { NameDialog } from '../shell/name-dialog.tsx';
import { ChannelPeople } from './channel-people.tsx';
import classes from './rows.module.css';
import { forgetRefusal } from '../shell/forget-refusal.ts';

/** A channel, with what an admin may do about it. */
export function ChannelRow({ channel }: { channel: ChannelView }) {
  const utils = trpc.useUtils();
  const channelId = channel.id;
  const Icon = channel.kind === 'VOICE' ? IconVolume : IconHash;
  const [isNaming, naming] = useDisclosure(false);
  const [isAsking, asking] = useDisclosure(false);
  const [isChoosing, choosing] = useDisclosure(false);
  const refresh = () => Promise.all([utils.channels.invalidate(), utils.communities.list.invalidate()]);
  const rename = trpc.channels.patch.useMutation({ onSuccess: naming.close, onSettled: refresh });
  const setPrivate = trpc.channels.patch.useMutation({
    onError: (error) => notifications.show({ color: 'red', title: `${channel.name} was not changed`, message: describeError(error) }),
    onSettled: refresh,
  });
  const remove = trpc.channels.delete.useMutation({ onSuccess: asking.close, onSettled: refresh });
  const askName = () => {
    forgetRefusal(rename);
    naming.open();
  };
  const askToDelete = () => {
    forgetRefusal(remove);
    asking.open();
  };
  return (
    <li className={classes.row}>
      <Icon size={18} role="img" aria-label={channel.kind === 'VOICE' ? 'Call' : 'Text'} />
      <Text fw={550} size="sm" className={classes.main} truncate>
        {channel.name}
      </Text>
      {channel.isPrivate ? (
        <Button size="compact-sm" variant="default" onClick={choosing.open} aria-label={`People of ${channel.name}`}>
          People
        </Button>
      ) : null}
      <Switch
        size="sm"
        label="Private"
        aria-label={`${channel.name} is private`}
        checked={channel.isPrivate}
        disabled={setPrivate.isPending}
        onChange={(event) => setPrivate.mutate({ channelId, isPrivate: event.currentTarget.checked })}
      />
      <Button size="compact-sm" variant="default" onClick={askName} aria-label={`Rename ${channel.name}`}>
        Rename
      </Button>
      <Button size="compact-sm" variant="default" onClick={askToDelete} aria-label={`Delete ${channel.name}`}>
        Delete
      </Button>
      <NameDialog
        isOpen={isNaming}
        title={`Rename ${channel.name}`}
        label="Name"
        submitLabel="Save"
        initial={channel.name}
        onSubmit={(name) => rename.mutate({ channelId, name })}
        onClose={naming.close}
        isBusy={rename.isPending}
        error={rename.error}
      />
      <ConfirmDialog
        isOpen={isAsking}
        title={`Delete ${channel.name}?`}
        text={
          channel.kind === 'TEXT'
            ? 'All its messages are deleted with it. Clips that were shared there stay in their owners’ libraries.'
            : 'Nobody can join this call any more. Clips that were made there stay in their owners’ libraries.'
        }
        confirmLabel="Delete channel"
        onConfirm={() => remove.mutate({ channelId })}
        onClose={asking.close}
        isBusy={remove.isPending}
        error={remove.error}
      />
      <ChannelPeople channel={channel} isOpen={isChoosing} onClose={choosing.close} />
    </li>
  );
}
