'use client';
import { liveEventSchema, type LiveEvent } from '@reprise/replay';
import { useDocumentVisibility } from '@mantine/hooks';
import { z } from 'zod';
import { trpc } from '../../trpc/react.tsx';

/** Stored events arrive with an id to resume from, signals arrive bare. */
const deliverySchema = z.union([z.object({ data: liveEventSchema }).transform(({ data }) => data), liveEventSchema]);

/**
 * Keeps what is cached about one's communities and calls true while somebody looks. A page in the background follows
 * nothing: a browser gives an origin only six connections, and queries are asked anew when it comes back.
 */
export function useLiveCommunities(communityIds: readonly string[]): void {
  const utils = trpc.useUtils();
  const isVisible = useDocumentVisibility() === 'visible';

  function apply(event: LiveEvent) {
    if (event.type === 'presence.changed') void utils.communities.presence.invalidate();
    if (event.type !== 'community.changed') return;
    void utils.communities.invalidate();
    void utils.channels.invalidate();
    if (event.payload.what === 'settings') void utils.admin.communityConfig.get.invalidate({ communityId: event.payload.communityId });
  }

  trpc.events.live.useSubscription(
    { communityIds: [...communityIds] },
    {
      enabled: isVisible,
      // What happened while nobody listened is asked for.
      onStarted: () => void utils.communities.invalidate(),
      onData: (delivery) => {
        const event = deliverySchema.safeParse(delivery);
        // An event of a newer server is not for this page.
        if (event.success) apply(event.data);
      },
    },
  );
}
