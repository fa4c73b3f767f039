'use client';
import { ActionIcon, Badge, Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { useClipboard, useDisclosure } from '@mantine/hooks';
import { LocalTime } from '@reprise/ui';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { trpc } from '../../trpc/react.tsx';
import type { InviteLinkView } from '../../trpc/types.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { inviteUrl } from './invite-code.ts';
import classes from './invite-list.module.css';
import { forgetRefusal } from '../shell/forget-refusal.ts';

const endTexts = {
  revoked: 'Taken back',
  expired: 'Expired',
  'used-up': 'Used up',
} as const satisfies Record<NonNullable<InviteLinkView['ended']>, string>;

/** The links into a community, with a way to take each back. */
export function InviteList({ communityId, links }: { communityId: string; links: InviteLinkView[] }) {
  if (links.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        No links yet. A link you create is listed here until it ends.
      </Text>
    );
  }
  return (
    <Stack component="ul" gap={0} className={classes.list} aria-label="Invitation links">
      {links.map((link) => (
        <InviteRow key={link.id} communityId={communityId} link={link} />
      ))}
    </Stack>
  );
}

function InviteRow({ communityId, link }: { communityId: string; link: InviteLinkView }) {
  const utils = trpc.useUtils();
  const [isAsking, asking] = useDisclosure(false);
  const revoke = trpc.communities.revokeInvite.useMutation({
    onSuccess: asking.close,
    onSettled: () => utils.communities.invites.invalidate({ communityId }),
  });
  const askToRevoke = () => {
    forgetRefusal(revoke);
    asking.open();
  };
  return (
    <li className={classes.row}>
      <Stack gap={2} miw={0} flex={1}>
        <Text size="sm" fw={550} truncate ff="monospace">
          {link.code}
        </Text>
        <Text size="xs" c="dimmed">
          <Uses link={link} /> · <Ends link={link} />
          {link.createdBy === null ? null : ` · by ${link.createdBy}`}
        </Text>
      </Stack>
      {link.ended === null ? <LinkActions link={link} onRevoke={askToRevoke} /> : <Badge variant="default">{endTexts[link.ended]}</Badge>}
      <ConfirmDialog
        isOpen={isAsking}
        title="Revoke this link?"
        text="It lets nobody in any more, wherever it was posted. Who has joined with it stays a member."
        confirmLabel="Revoke link"
        onConfirm={() => revoke.mutate({ communityId, inviteId: link.id })}
        onClose={asking.close}
        isBusy={revoke.isPending}
        error={revoke.error}
      />
    </li>
  );
}

function Uses({ link: { uses, maxUses } }: { link: InviteLinkView }) {
  return <>{maxUses === null ? `${uses} joined` : `${uses} of ${maxUses} joined`}</>;
}

function Ends({ link: { expiresAt } }: { link: InviteLinkView }) {
  if (expiresAt === null) return <>does not expire</>;
  return (
    <>
      until <LocalTime at={expiresAt} />
    </>
  );
}

function LinkActions({ link, onRevoke }: { link: InviteLinkView; onRevoke: () => void }) {
  const clipboard = useClipboard({ timeout: 2500 });
  return (
    <Group gap="xs" wrap="nowrap">
      <Tooltip label={clipboard.copied ? 'Copied' : 'Copy link'}>
        <ActionIcon
          variant="default"
          size="md"
          aria-label={clipboard.copied ? 'Copied' : `Copy link ${link.code}`}
          onClick={() => clipboard.copy(inviteUrl(window.location.origin, link.code))}
        >
          {clipboard.copied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />}
        </ActionIcon>
      </Tooltip>
      <Button size="compact-sm" variant="default" aria-label={`Revoke ${link.code}`} onClick={onRevoke}>
        Revoke
      </Button>
    </Group>
  );
}
