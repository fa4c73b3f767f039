import { Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { NoPermission } from '../shell/no-permission.tsx';
import { TabLinks } from '../shell/tab-links.tsx';

const tabs = [
  { id: 'people', label: 'People', href: '/admin/people' },
  { id: 'communities', label: 'Communities', href: '/admin/communities' },
  { id: 'recorders', label: 'Recorders and storage', href: '/admin/recorders' },
  { id: 'captures', label: 'Failed captures', href: '/admin/captures' },
  { id: 'audit', label: 'Audit trail', href: '/admin/audit' },
] as const;

/** A part of the instance's administration. */
export type AdminPart = (typeof tabs)[number]['id'];

/** Title and parts of the administration; people who do not run the instance are told so. */
export function AdminFrame(props: { current: AdminPart; isInstanceAdmin: boolean; children: ReactNode }) {
  const { current, isInstanceAdmin, children } = props;
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        Administration
      </Title>
      {isInstanceAdmin ? (
        <>
          <TabLinks label="Administration" current={current} tabs={tabs} />
          {children}
        </>
      ) : (
        <NoPermission
          title="Only for those who run this instance"
          missing="instance admin"
          role={null}
          help="Limits of a community are in its settings, your own quota is on My clips."
          backHref="/"
        />
      )}
    </Stack>
  );
}
