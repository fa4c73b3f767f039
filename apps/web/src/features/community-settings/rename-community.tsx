'use client';
import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { trpc } from '../../trpc/react.tsx';
import { NameDialog } from '../shell/name-dialog.tsx';
import { forgetRefusal } from '../shell/forget-refusal.ts';

/** Gives the community another name. */
export function RenameCommunity({ community }: { community: { id: string; name: string } }) {
  const utils = trpc.useUtils();
  const [isNaming, naming] = useDisclosure(false);
  const rename = trpc.communities.rename.useMutation({
    onSuccess: async () => {
      await utils.communities.invalidate();
      naming.close();
    },
  });
  const askName = () => {
    forgetRefusal(rename);
    naming.open();
  };
  return (
    <>
      <ActionIcon variant="subtle" color="gray" onClick={askName} aria-label="Rename the community">
        <IconPencil size={18} aria-hidden="true" />
      </ActionIcon>
      <NameDialog
        isOpen={isNaming}
        title={`Rename ${community.name}`}
        label="Name"
        submitLabel="Save"
        initial={community.name}
        onSubmit={(name) => rename.mutate({ communityId: community.id, name })}
        onClose={naming.close}
        isBusy={rename.isPending}
        error={rename.error}
      />
    </>
  );
}
