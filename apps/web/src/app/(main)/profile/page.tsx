import type { Metadata } from 'next';
import { Profile } from '../../../features/profile/profile.tsx';
import { requireViewer } from '../../../server/viewer.ts';

export const metadata: Metadata = { title: 'Profile' };

export default async function Page() {
  return <Profile viewer={await requireViewer('/profile')} />;
}
