import type { Metadata } from 'next';
import { EndedLink } from '../../../features/links/ended-link.tsx';
import { PublicClipPage } from '../../../features/links/public-clip-page.tsx';
import { findPublicClip, linkMediaPath } from '../../../server/public-clip.ts';

type Props = { params: Promise<{ token: string }> };

/** What chats show of a link: title, picture and, where they play it, the video itself. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { token } = await params;
  const found = await findPublicClip(token);
  const robots = { index: false, follow: false };
  if (found.kind === 'ended') return { title: 'Link', robots };
  const { clip, baseUrl } = found;
  const size = clip.width !== null && clip.height !== null ? { width: clip.width, height: clip.height } : {};
  const images = clip.hasPoster ? [{ url: linkMediaPath(token, 'poster.jpg'), alt: clip.title, type: 'image/jpeg' }] : [];
  const videos = clip.state === 'ready' ? [{ url: linkMediaPath(token, 'video.mp4'), type: 'video/mp4', ...size }] : [];
  return {
    metadataBase: new URL(baseUrl),
    title: clip.title,
    description: 'A clip from a call',
    robots,
    openGraph: { type: 'video.other', siteName: 'Reprise', title: clip.title, url: `/c/${token}`, images, videos },
    twitter: { card: 'summary_large_image', title: clip.title, images: images.map(({ url }) => url) },
  };
}

export default async function Page({ params }: Props) {
  const { token } = await params;
  const found = await findPublicClip(token);
  return found.kind === 'ended' ? (
    <EndedLink reason={found.reason} />
  ) : (
    <PublicClipPage clip={found.clip} videoUrl={linkMediaPath(token, 'video.mp4')} posterUrl={linkMediaPath(token, 'poster.jpg')} />
  );
}
