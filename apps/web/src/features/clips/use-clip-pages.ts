'use client';
import { trpc } from '../../trpc/react.tsx';
import { CLIPS_PER_PAGE, type ClipFilters, toClipPageInput } from './clip-filters.ts';
import { refreshClipEvery } from './refresh-clip.ts';
import { useHiddenClips } from './use-delete-clips.tsx';

/** The pages of one's clips from the address's page on, as many as were asked for; each is fetched and kept by itself. */
export function useClipPages(filters: ClipFilters, pagesShown: number) {
  const hidden = useHiddenClips();
  const pages = trpc.useQueries((t) =>
    Array.from({ length: pagesShown }, (_, index) =>
      t.clips.mine(
        toClipPageInput(filters, filters.page + index),
        // The newest clip is the one whose pictures may be on their way.
        { refetchInterval: ({ state }) => refreshClipEvery(state.data?.clips[0], Date.now()) },
      ),
    ),
  );
  const known = pages.flatMap((page) => (page.data === undefined ? [] : [page.data]));
  // Something made or deleted between two pages moves the rest: nobody is shown twice.
  const clips = [...new Map(known.flatMap((page) => page.clips).map((clip) => [clip.id, clip])).values()];
  const total = known[0]?.total ?? 0;
  const shown = clips.filter((clip) => !hidden.has(clip.id));
  const failed = pages.find((page) => page.isError);
  return {
    clips: shown,
    total: Math.max(0, total - (clips.length - shown.length)),
    pageCount: Math.ceil(total / CLIPS_PER_PAGE),
    isPending: pages[0]?.isPending ?? true,
    isLoadingMore: pages.some((page) => page.isPending),
    error: failed?.error ?? null,
    hasMore: known.at(-1)?.hasMore ?? false,
    retry: () => {
      for (const page of pages) if (page.isError) void page.refetch();
    },
  };
}
