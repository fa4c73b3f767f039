import { HydrationBoundary } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { AppFrame } from '../../features/shell/app-frame.tsx';
import { createPrefetch } from '../../server/prefetch.ts';
import { findViewer } from '../../server/viewer.ts';

/** Each page under here asks for its viewer itself, because only a page knows the path to come back to. */
export default async function MainLayout({ children }: { children: ReactNode }) {
  const viewer = await findViewer();
  if (viewer === undefined) return children;
  const prefetch = await createPrefetch();
  await prefetch.communities.list.prefetch();
  return (
    <HydrationBoundary state={prefetch.dehydrate()}>
      <AppFrame viewer={viewer}>{children}</AppFrame>
    </HydrationBoundary>
  );
}
