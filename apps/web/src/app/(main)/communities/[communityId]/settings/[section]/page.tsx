import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CommunitySettings } from '../../../../../../features/community-settings/community-settings.tsx';
import { isSectionId } from '../../../../../../features/community-settings/sections.ts';
import { requireViewer } from '../../../../../../server/viewer.ts';

export const metadata: Metadata = { title: 'Community settings' };

export default async function Page({ params }: { params: Promise<{ communityId: string; section: string }> }) {
  const { communityId, section } = await params;
  if (!isSectionId(section)) notFound();
  const viewer = await requireViewer(`/communities/${encodeURIComponent(communityId)}/settings/${section}`);
  return <CommunitySettings communityId={communityId} section={section} viewerId={viewer.id} />;
}
