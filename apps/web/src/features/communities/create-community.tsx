'use client';
import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { trpc } from '../../trpc/react.tsx';
import { NameDialog } from '../shell/name-dialog.tsx';
import { forgetRefusal } from '../shell/forget-refusal.ts';

/** Makes a community whose admin one is. */
export function CreateCommunity({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const utils = trpc.useUtils();
  const router = useRouter();
  const create = trpc.communities.create.useMutation({
    onSuccess: async ({ name }) => {
      await utils.communities.invalidate();
      notifications.show({ title: `${name} is ready`, message: 'Invite people by a link: it is in the menu beside the name.' });
      onClose();
      router.push('/');
    },
  });
  const close = () => {
    forgetRefusal(create);
    onClose();
  };
  return (
    <NameDialog
      isOpen={isOpen}
      title="New community"
      label="Name"
      placeholder="Friday games"
      submitLabel="Create"
      onSubmit={(name) => create.mutate({ name })}
      onClose={close}
      isBusy={create.isPending}
      error={create.error}
    >
      <Text size="sm" c="dimmed">
        It starts with a call, “Lounge”, and a text channel, “general”. You are its admin.
      </Text>
    </NameDialog>
  );
}
