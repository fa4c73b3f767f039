'use client';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { trpc } from '../../trpc/react.tsx';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { forgetRefusal } from '../shell/forget-refusal.ts';

/** Asks before one leaves a community. */
export function LeaveCommunity(props: { community: { id: string; name: string }; isOpen: boolean; onClose: () => void }) {
  const { community, isOpen, onClose } = props;
  const utils = trpc.useUtils();
  const router = useRouter();
  const leave = trpc.communities.leave.useMutation({
    onSuccess: async () => {
      notifications.show({ title: `You left ${community.name}`, message: 'Your clips stay in your library.' });
      onClose();
      router.push('/');
      await utils.communities.invalidate();
    },
  });
  const close = () => {
    forgetRefusal(leave);
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={`Leave ${community.name}?`}
      text="You lose its channels and calls; what you record there stops. Your clips stay in your library. To come back you need an invitation."
      confirmLabel="Leave"
      onConfirm={() => leave.mutate({ communityId: community.id })}
      onClose={close}
      isBusy={leave.isPending}
      error={leave.error}
    />
  );
}
