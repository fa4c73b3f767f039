import type { Metadata } from 'next';
import { CallPage } from '../../../features/call/call-page.tsx';
import { requireViewer } from '../../../server/viewer.ts';

export const metadata: Metadata = { title: 'Call' };

export default async function Page({ params }: { params: Promise<{ roomName: string }> }) {
  const roomName = decodeURIComponent((await params).roomName);
  const viewer = await requireViewer(`/call/${encodeURIComponent(roomName)}`);
  return <CallPage roomName={roomName} viewer={viewer} />;
}
