import type { Metadata } from 'next';
import { JoinCommunity } from '../../../../features/communities/join-community.tsx';
import { requireViewer } from '../../../../server/viewer.ts';

export const metadata: Metadata = { title: 'Invitation' };

export default async function Page({ params }: { params: Promise<{ code: string }> }) {
  const code = decodeURIComponent((await params).code);
  await requireViewer(`/join/${encodeURIComponent(code)}`);
  return <JoinCommunity inviteCode={code} />;
}
