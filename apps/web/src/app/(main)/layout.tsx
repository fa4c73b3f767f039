import type { ReactNode } from 'react';
import { AppFrame } from '../../features/shell/app-frame.tsx';
import { findViewer } from '../../server/viewer.ts';

/** Each page under here asks for its viewer itself, because only a page knows the path to come back to. */
export default async function MainLayout({ children }: { children: ReactNode }) {
  const viewer = await findViewer();
  return viewer === undefined ? children : <AppFrame viewer={viewer}>{children}</AppFrame>;
}
