'use client';
import type { LiveEvent } from '@reprise/replay';
import { useDocumentVisibility } from '@mantine/hooks';
import { trpc } from '../../trpc/react.tsx';

/**
 * Keeps what is cached about one's communities, calls and clips true while somebody looks. A page in the background follows
 * nothing: a browser gives an origin only six connections, and queries are asked anew when it comes back.
 */
export function useLiveCommunities(communityIds: readonly string[]): void {
  const utils = trpc.useUtils();
  const isVisible = useDocumentVisibility() === 'visible';

  function refreshClips() {
    void utils.clips.mine.invalidate();
    void utils.quota.invalidate();
  }

  function apply(event: LiveEvent) {
    if (event.type === 'presence.changed') void utils.communities.presence.invalidate();
    if (event.type === 'clip.changed') refreshClips();
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
      onStarted: () => {
        void utils.communities.invalidate();
        refreshClips();
      },
      onData: ({ data }) => apply(data),
    },
  );
}
