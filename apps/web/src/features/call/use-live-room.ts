'use client';
import { liveEventSchema, type LiveEvent } from '@reprise/replay';
import { notifications } from '@mantine/notifications';
import { formatDuration } from '@reprise/ui';
import { z } from 'zod';
import { trpc } from '../../trpc/react.tsx';

/** Stored events arrive with an id to resume from, progress arrives bare. */
const deliverySchema = z.union([z.object({ data: liveEventSchema }).transform(({ data }) => data), liveEventSchema]);

/**
 * Keeps what is cached about a room true while somebody looks at it.
 * Events say what changed; queries with a slow poll of their own remain the truth when events are lost.
 */
export function useLiveRoom(roomName: string, viewerId: string): { isLive: boolean } {
  const utils = trpc.useUtils();

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
      case 'capture.changed': {
        const { captureId, status, progress } = event.payload;
        utils.captures.get.setData({ captureId }, (capture) => (capture?.status === status ? { ...capture, progress } : capture));
        void utils.captures.get.invalidate({ captureId });
        return;
      }
      case 'capture.made':
        if (event.payload.byUserId !== viewerId) {
          notifications.show({
            title: `${event.payload.byUsername} captured a clip`,
            message: `${formatDuration(event.payload.durationSeconds)} of this call`,
          });
        }
        return;
      case 'community.changed':
        // Settings and roles decide what may be done here.
        void utils.communities.invalidate();
        void utils.sessions.inRoom.invalidate({ roomName });
        return;
      case 'presence.changed':
        return;
      case 'message.changed':
        void utils.messages.invalidate();
        return;
      case 'clip.changed':
        void utils.clips.invalidate();
        void utils.quota.invalidate();
        return;
    }
  }

  const subscription = trpc.events.live.useSubscription(
    { roomName },
    {
      onData: (delivery) => {
        const event = deliverySchema.safeParse(delivery);
        // An event of a newer server is not for this page.
        if (event.success) apply(event.data);
      },
    },
  );
  return { isLive: subscription.status === 'pending' };
}
