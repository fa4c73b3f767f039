'use client';
import { Badge, Button, Group, Select, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { LocalTime, PersonAvatar } from '@reprise/ui';
import { useState } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { CommunityDetails, MemberView, RoleView } from '../../trpc/types.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import classes from './rows.module.css';
import { forgetRefusal } from '../shell/forget-refusal.ts';

/** Somebody in a community, with what an admin may do about them. */
export function MemberRow(props: { member: MemberView; community: CommunityDetails; roles: RoleView[]; isSelf: boolean }) {
  const { member, community, roles, isSelf } = props;
  return (
    <li className={classes.row}>
      <PersonAvatar name={member.name} size={34} />
      <div className={classes.main}>
        <Group gap={6} wrap="nowrap">
          <Text fw={550} size="sm" truncate>
            {member.name}
          </Text>
          {isSelf ? (
            <Badge size="sm" variant="default">
              you
            </Badge>
          ) : null}
        </Group>
        <Text size="xs" c="dimmed">
          since <LocalTime at={member.joinedAt} />
        </Text>
      </div>
      {community.isAdmin ? (
        <AdminControls member={member} communityId={community.id} roles={roles} isSelf={isSelf} />
      ) : (
        <Text size="sm" c="dimmed">
          {member.role}
        </Text>
      )}
    </li>
  );
}

function AdminControls(props: { member: MemberView; communityId: string; roles: RoleView[]; isSelf: boolean }) {
  const { member, communityId, roles, isSelf } = props;
  const utils = trpc.useUtils();
  const [isAsking, setIsAsking] = useState(false);
  const refresh = () => utils.communities.invalidate();
  const setRole = trpc.communities.setMemberRole.useMutation({
    onError: (error) => notifications.show({ color: 'red', title: 'The role was not changed', message: describeError(error) }),
    onSettled: refresh,
  });
  const remove = trpc.communities.removeMember.useMutation({
    onSuccess: () => setIsAsking(false),
    onSettled: refresh,
  });
  const askToRemove = () => {
    forgetRefusal(remove);
    setIsAsking(true);
  };
  const roleId = roles.find((role) => role.name === member.role)?.id ?? null;
  return (
    <>
      <Select
        aria-label={`Role of ${member.name}`}
        size="xs"
        w={140}
        allowDeselect={false}
        data={roles.map(({ id, name }) => ({ value: id, label: name }))}
        value={roleId}
        disabled={setRole.isPending}
        onChange={(value) => (value === null ? undefined : setRole.mutate({ communityId, userId: member.userId, roleId: value }))}
      />
      {isSelf ? null : (
        <Button size="compact-sm" variant="default" onClick={askToRemove} aria-label={`Remove ${member.name}`}>
          Remove
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={`Remove ${member.name}?`}
        text="They lose the channels and calls of this community, and what they record here stops. Their clips stay theirs. A link lets them back in."
        confirmLabel="Remove"
        onConfirm={() => remove.mutate({ communityId, userId: member.userId })}
        onClose={() => setIsAsking(false)}
        isBusy={remove.isPending}
        error={remove.error}
      />
    </>
  );
}
