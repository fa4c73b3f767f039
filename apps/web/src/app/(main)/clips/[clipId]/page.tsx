import type { Metadata } from 'next';
import { ClipPage } from '../../../../features/player/clip-page.tsx';
import { requireViewer } from '../../../../server/viewer.ts';

export const metadata: Metadata = { title: 'Clip' };

export default async function Page({ params }: { params: Promise<{ clipId: string }> }) {
  const { clipId } = await params;
  await requireViewer(`/clips/${encodeURIComponent(clipId)}`);
  return <ClipPage clipId={clipId} />;
}
