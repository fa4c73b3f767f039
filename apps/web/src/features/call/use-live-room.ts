'use client';
import type { LiveEvent } from '@reprise/replay';
import { notifications } from '@mantine/notifications';
import { formatDuration } from '@reprise/ui';
import { useState } from 'react';
import { trpc } from '../../trpc/react.tsx';
import type { SessionGap } from './gap-text.ts';

/**
 * Keeps what is cached about a room true while somebody looks at it.
 * Events say what changed; queries with a slow poll of their own remain the truth when events are lost.
 */
export function useLiveRoom(roomName: string, viewerId: string): { isLive: boolean; gaps: ReadonlyMap<string, SessionGap> } {
  const utils = trpc.useUtils();
  const [gaps, setGaps] = useState<ReadonlyMap<string, SessionGap>>(new Map());

  function apply(event: LiveEvent) {
    switch (event.type) {
      case 'session.changed':
        void utils.sessions.inRoom.invalidate({ roomName });
        return;
      case 'session.progress': {
        const { sessionId, ...progress } = event.payload;
        utils.sessions.inRoom.setData({ roomName }, (sessions) =>
          sessions?.map((session) => (session.id === sessionId ? { ...session, ...progress } : session)),
        );
        return;
      }
      case 'session.gap': {
        const { sessionId, startAt, endAt } = event.payload;
        setGaps((known) => new Map(known).set(sessionId, { startAt, endAt }));
        return;
      }
      case 'capture.changed': {
        const { captureId, status, progress } = event.payload;
        utils.captures.get.setData({ captureId }, (capture) => (capture?.status === status ? { ...capture, progress } : capture));
        void utils.captures.get.invalidate({ captureId });
        return;
      }
      case 'capture.made': {
        const { byUserId, byUsername, sessionId, durationSeconds } = event.payload;
        if (byUserId === viewerId) return;
        const session = utils.sessions.inRoom.getData({ roomName })?.find(({ id }) => id === sessionId);
        const whose = session?.userId === viewerId ? 'your share' : session === undefined ? 'this call' : `${session.username}’s share`;
        notifications.show({ title: `${byUsername} captured a clip`, message: `${formatDuration(durationSeconds)} of ${whose}` });
        return;
      }
      case 'community.changed':
        // Who may do what is part of both.
        void utils.calls.rules.invalidate({ roomName });
        void utils.sessions.inRoom.invalidate({ roomName });
        void utils.communities.invalidate();
        return;
      case 'preferences.changed':
        void utils.me.preferences.invalidate();
        return;
      case 'presence.changed':
        void utils.communities.presence.invalidate();
        return;
      case 'message.changed':
        void utils.messages.invalidate();
        return;
      case 'clip.changed':
        void utils.clips.invalidate();
        void utils.quota.invalidate();
        void utils.captures.get.invalidate();
        return;
    }
  }

  const subscription = trpc.events.live.useSubscription({ roomName }, { onData: ({ data }) => apply(data) });
  return { isLive: subscription.status === 'pending', gaps };
}
