import type { Metadata } from 'next';
import { ChannelPage } from '../../../../features/channels/channel-page.tsx';
import { requireViewer } from '../../../../server/viewer.ts';

export const metadata: Metadata = { title: 'Channel' };

type Props = {
  params: Promise<{ channelId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ params, searchParams }: Props) {
  const channelId = decodeURIComponent((await params).channelId);
  const { message } = await searchParams;
  const messageId = typeof message === 'string' ? message : null;
  const path = `/channels/${encodeURIComponent(channelId)}`;
  await requireViewer(messageId === null ? path : `${path}?message=${encodeURIComponent(messageId)}`);
  return <ChannelPage key={`${channelId} ${messageId ?? ''}`} channelId={channelId} messageId={messageId} />;
}
