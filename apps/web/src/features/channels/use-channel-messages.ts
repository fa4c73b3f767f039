'use client';
import { trpc } from '../../trpc/react.tsx';
import { watchState } from '../clips/refresh-clip.ts';

const PAGE = 30;
/** Somebody else's clip that is being prepared is asked for again this often. */
const PREPARING_MS = 4_000;

/**
 * The messages of a channel, oldest first, live, paged back from `startCursor` (null: from the newest).
 */
export function useChannelMessages(channelId: string, startCursor: string | null) {
  const utils = trpc.useUtils();
  const pages = trpc.messages.list.useInfiniteQuery(
    { channelId, limit: PAGE, ...(startCursor === null ? {} : { startAt: startCursor }) },
    {
      getNextPageParam: (page) => page.nextCursor,
      refetchInterval: (query) =>
        query.state.data?.pages.some(({ messages }) => messages.some(({ clip }) => clip !== null && watchState(clip) === 'preparing'))
          ? PREPARING_MS
          : false,
    },
  );
  trpc.events.live.useSubscription(
    { channelId },
    {
      onData: ({ data }) => {
        if (data.type === 'message.changed' || data.type === 'clip.changed') void utils.messages.list.invalidate({ channelId });
      },
    },
  );
  const newestFirst = pages.data?.pages.flatMap((page) => page.messages) ?? [];
  // A message posted between two pages moves the rest: nobody is shown twice.
  const messages = [...new Map(newestFirst.map((message) => [message.id, message])).values()].reverse();
  return { messages, pages };
}
