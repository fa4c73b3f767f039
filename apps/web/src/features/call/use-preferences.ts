'use client';
import type { UserPreferences } from '@reprise/replay';
import { trpc } from '../../trpc/react.tsx';

/** What the server says for somebody who never changed anything. */
const defaults: UserPreferences = { captureShortcut: 'alt+c', captureSeconds: 60, startAutomatically: false };

/** How this person likes the call to work; the defaults until the server has answered. */
export function usePreferences(): UserPreferences {
  return trpc.me.preferences.useQuery(undefined, { staleTime: 60_000 }).data ?? defaults;
}
