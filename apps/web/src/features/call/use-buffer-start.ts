'use client';
import { useEffect, useEffectEvent, useRef } from 'react';
import { trpc } from '../../trpc/react.tsx';
import { useCall } from './call-context.ts';
import { isRunning, sessionOf } from './session-status.ts';
import type { ShareQuality } from './share-options.ts';

/** Starting one's own buffer, by hand or by itself. */
export interface BufferStart {
  start: () => void;
  isPending: boolean;
  error: unknown;
}

/** Starts this person's buffer; with the share by itself, once for each share, where the community or the person says so. */
export function useBufferStart(isSharing: boolean, quality: ShareQuality): BufferStart {
  const { roomName, ticket, rules, preferences, sessions, viewer } = useCall();
  const utils = trpc.useUtils();
  const mutation = trpc.sessions.start.useMutation({ onSettled: () => void utils.sessions.inRoom.invalidate({ roomName }) });
  const start = () => mutation.mutate({ roomName, communityId: ticket.communityId, quality });

  const isJudged = useRef(false);
  const judge = useEffectEvent(() => {
    if (isJudged.current || rules === undefined) return;
    isJudged.current = true;
    const own = sessionOf(sessions, viewer.id);
    const isAllowed = rules.enabled && rules.permissions.includes('ENABLE_REPLAY_BUFFER');
    const isWanted = rules.startAutomatically || preferences.startAutomatically;
    // A buffer in grace goes on by itself when its sharer comes back.
    if (isAllowed && isWanted && !(own !== undefined && isRunning[own.status])) start();
  });
  const isLoaded = rules !== undefined;
  useEffect(() => {
    if (!isSharing) isJudged.current = false;
    else if (isLoaded) judge();
  }, [isSharing, isLoaded]);

  return { start, isPending: mutation.isPending, error: mutation.error };
}
