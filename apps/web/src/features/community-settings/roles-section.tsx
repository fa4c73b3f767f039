'use client';
import { Checkbox, Paper, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { permissionNameSchema, type PermissionName } from '@reprise/replay';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { CommunityDetails, RoleView } from '../../trpc/types.ts';
import { QueryView } from '../shell/query-view.tsx';

const permissionTexts = {
  ENABLE_REPLAY_BUFFER: { label: 'Enable the buffer', help: 'for their own screen share' },
  CAPTURE_REPLAY: { label: 'Capture', help: 'clips from a running buffer' },
  MANAGE_REPLAY_LIMITS: { label: 'Manage limits', help: 'replay settings, usage and audit trail' },
} as const satisfies Record<PermissionName, { label: string; help: string }>;

/** What each role may, as a matrix. */
export function RolesSection({ community }: { community: CommunityDetails }) {
  const roles = trpc.communities.roles.useQuery({ communityId: community.id });
  return (
    <Stack gap="md">
      <Text c="dimmed" size="sm">
        {community.isAdmin
          ? 'A tick counts at once, for everybody with the role, in open calls too.'
          : 'Only admins of this community may change what roles may do.'}
      </Text>
      <QueryView query={roles} what="The roles">
        {(list) => (
          <Paper withBorder bg="var(--reprise-surface)">
            <ScrollArea>
              <Table miw={300} verticalSpacing="sm" horizontalSpacing="xs" aria-label="Roles and permissions">
                <Table.Thead fz={{ base: 'xs', sm: 'sm' }}>
                  <Table.Tr>
                    <Table.Th scope="col">Role</Table.Th>
                    {permissionNameSchema.options.map((permission) => (
                      <Table.Th scope="col" key={permission}>
                        {permissionTexts[permission].label}
                        <Text size="xs" c="dimmed" fw={400} visibleFrom="sm">
                          {permissionTexts[permission].help}
                        </Text>
                      </Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {list.map((role) => (
                    <RoleRow key={role.id} role={role} community={community} />
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollArea>
          </Paper>
        )}
      </QueryView>
    </Stack>
  );
}

function RoleRow({ role, community }: { role: RoleView; community: CommunityDetails }) {
  const utils = trpc.useUtils();
  const communityId = community.id;
  const change = trpc.communities.setRolePermissions.useMutation({
    onSuccess: (saved) =>
      utils.communities.roles.setData({ communityId }, (list) => list?.map((known) => (known.id === saved.id ? saved : known))),
    onError: (error) => notifications.show({ color: 'red', title: 'The role was not changed', message: describeError(error) }),
    onSettled: () => utils.communities.invalidate(),
  });
  const toggle = (permission: PermissionName, isOn: boolean) =>
    change.mutate({
      communityId,
      roleId: role.id,
      permissions: isOn ? [...role.permissions, permission] : role.permissions.filter((known) => known !== permission),
    });
  return (
    <Table.Tr>
      <Table.Th scope="row">{role.name}</Table.Th>
      {permissionNameSchema.options.map((permission) => (
        <Table.Td key={permission}>
          <Checkbox
            aria-label={`${role.name}: ${permissionTexts[permission].label}`}
            checked={role.permissions.includes(permission)}
            disabled={!community.isAdmin || change.isPending}
            onChange={(event) => toggle(permission, event.currentTarget.checked)}
          />
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
