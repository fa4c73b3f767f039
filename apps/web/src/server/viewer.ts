import 'server-only';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { getApiContext } from './api-context.ts';

/** Who looks at a page. */
export interface Viewer {
  id: string;
  name: string;
  email: string;
  isInstanceAdmin: boolean;
}

/** The signed-in person of this request, asked once however many components want to know. */
export const findViewer = cache(async (): Promise<Viewer | undefined> => {
  const { actor, replay } = await getApiContext();
  if (actor === null) return undefined;
  const { id, name, email, isInstanceAdmin } = await replay.getMe(actor);
  return { id, name, email, isInstanceAdmin };
});

/** The viewer, or the way to sign-in and back to `path`. */
export async function requireViewer(path: string): Promise<Viewer> {
  const viewer = await findViewer();
  if (viewer === undefined) redirect(path === '/' ? '/sign-in' : `/sign-in?returnTo=${encodeURIComponent(path)}`);
  return viewer;
}
