'use client';
import { trpc } from '../../trpc/react.tsx';
import type { CallPresence } from '../../trpc/types.ts';

/** Events tell who comes and goes; should one be lost, this is how long it stays wrong. */
const POLL_MS = 10_000;

/** Who is in the calls one may join, by room; `isUnknown` while the call server does not answer. */
export function usePresence(): { peopleIn: (roomName: string) => CallPresence['people']; isUnknown: boolean } {
  const presence = trpc.communities.presence.useQuery(undefined, { refetchInterval: POLL_MS, staleTime: 0 });
  const isUnknown = presence.isError;
  return {
    isUnknown,
    // What was known before an error is old: nobody is better than the wrong people.
    peopleIn: (roomName) => (isUnknown ? [] : (presence.data?.find((room) => room.roomName === roomName)?.people ?? [])),
  };
}
