import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { getWebServer } from './web-server.ts';

/** Who looks at a page. */
export interface Viewer {
  id: string;
  name: string;
  email: string;
  isInstanceAdmin: boolean;
}

/** The signed-in person of this request, asked once however many components want to know. */
export const findViewer = cache(async (): Promise<Viewer | undefined> => {
  const { api } = getWebServer();
  const actor = await api.findActor(await headers());
  if (actor === null) return undefined;
  const { id, name, email, isInstanceAdmin } = await api.replay.getMe(actor);
  return { id, name, email, isInstanceAdmin };
});

/** The viewer, or the way to sign-in and back to `path`. */
export async function requireViewer(path: string): Promise<Viewer> {
  const viewer = await findViewer();
  if (viewer === undefined) redirect(path === '/' ? '/sign-in' : `/sign-in?returnTo=${encodeURIComponent(path)}`);
  return viewer;
}
