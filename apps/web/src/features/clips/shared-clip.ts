import type { ClipView } from '../../trpc/types.ts';

/** What must be known of a clip to share it. */
export type SharedClip = Pick<ClipView, 'id' | 'title' | 'communityId' | 'durationSeconds'>;
