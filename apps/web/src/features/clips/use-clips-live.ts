'use client';
import { trpc } from '../../trpc/react.tsx';

/** Keeps lists of clips and the quota true while captures end elsewhere. */
export function useClipsLive(): void {
  const utils = trpc.useUtils();
  trpc.events.live.useSubscription(
    {},
    {
      onData: ({ data }) => {
        if (data.type !== 'clip.changed') return;
        void utils.clips.mine.invalidate();
        void utils.quota.invalidate();
      },
    },
  );
}
