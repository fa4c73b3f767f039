'use client';
import { Anchor, Skeleton, Stack } from '@mantine/core';
import { EmptyState, ErrorState } from '@reprise/ui';
import { IconArrowLeft, IconMovieOff } from '@tabler/icons-react';
import Link from 'next/link';
import { describeError, errorCode } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import { refreshClipEvery } from '../clips/refresh-clip.ts';
import { ClipView } from './clip-view.tsx';
import { DeletedClip } from './deleted-clip.tsx';
import { useDeletion } from './use-deletion.ts';

/** The page of one clip: the player, what it holds, and what can be done with it. */
export function ClipPage({ clipId }: { clipId: string }) {
  const deletion = useDeletion(clipId);
  // A clip that was just deleted must not be asked for again.
  const clip = trpc.clips.get.useQuery(
    { clipId },
    {
      enabled: deletion.state === 'none' || deletion.state === 'pending',
      refetchInterval: ({ state }) => refreshClipEvery(state.data, Date.now()),
    },
  );
  return (
    <Stack gap="lg">
      <Anchor component={Link} href="/clips" size="sm" c="dimmed" style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
        <IconArrowLeft size={16} aria-hidden="true" /> My clips
      </Anchor>
      {clip.isPending ? <Skeleton style={{ aspectRatio: '16 / 9' }} role="status" aria-busy="true" aria-label="Loading the clip" /> : null}
      {deletion.state === 'none' && errorCode(clip.error) === 'CLIP_NOT_FOUND' ? (
        <EmptyState
          icon={<IconMovieOff size={28} />}
          title="There is no such clip"
          text="It was deleted, it is no longer shared where you may see it, or its address is incomplete."
        />
      ) : clip.data === undefined ? (
        clip.isError && (
          <ErrorState
            title="This clip cannot be shown"
            text={describeError(clip.error)}
            onRetry={() => void clip.refetch()}
            isRetrying={clip.isFetching}
          />
        )
      ) : deletion.state === 'none' ? (
        <ClipView clip={clip.data} onDelete={deletion.begin} />
      ) : (
        <DeletedClip clip={clip.data} deletion={deletion} />
      )}
    </Stack>
  );
}
