import { redirect } from 'next/navigation';

export default async function Page({ params }: { params: Promise<{ communityId: string }> }) {
  redirect(`/communities/${encodeURIComponent((await params).communityId)}/settings/replay`);
}
