'use client';
import { Stack } from '@mantine/core';
import { trpc } from '../../trpc/react.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { ReplayForm } from './replay-form.tsx';
import { RunningSessions } from './running-sessions.tsx';

/** How replay works in a community, and what runs now. */
export function ReplaySection({ communityId }: { communityId: string }) {
  const config = trpc.admin.communityConfig.get.useQuery({ communityId });
  return (
    <Stack gap="xl">
      <QueryView query={config} what="The replay settings" lines={6}>
        {(found) => (
          <>
            <RunningSessions communityId={communityId} limit={found.maxConcurrent} />
            <ReplayForm current={found} />
          </>
        )}
      </QueryView>
    </Stack>
  );
}
