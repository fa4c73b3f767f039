import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { Accounts } from '../../../../features/admin/accounts.tsx';
import { AdminFrame, type AdminPart } from '../../../../features/admin/admin-frame.tsx';
import { Communities } from '../../../../features/admin/communities.tsx';
import { FailedCaptures } from '../../../../features/admin/failed-captures.tsx';
import { Recorders } from '../../../../features/admin/recorders.tsx';
import { AuditSection } from '../../../../features/community-settings/audit-section.tsx';
import { requireViewer } from '../../../../server/viewer.ts';

export const metadata: Metadata = { title: 'Administration' };

const contents = {
  people: <Accounts />,
  communities: <Communities />,
  recorders: <Recorders />,
  captures: <FailedCaptures />,
  audit: <AuditSection />,
} as const satisfies Record<AdminPart, ReactNode>;

const isAdminPart = (word: string): word is AdminPart => Object.hasOwn(contents, word);

export default async function Page({ params }: { params: Promise<{ part: string }> }) {
  const { part } = await params;
  if (!isAdminPart(part)) notFound();
  const { isInstanceAdmin } = await requireViewer(`/admin/${part}`);
  return (
    <AdminFrame current={part} isInstanceAdmin={isInstanceAdmin}>
      {contents[part]}
    </AdminFrame>
  );
}
