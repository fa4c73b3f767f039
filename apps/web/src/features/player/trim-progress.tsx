'use client';
import { Anchor, Group, Progress, Text } from '@mantine/core';
import Link from 'next/link';
import { useEffect } from 'react';
import { adviceFor } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import { isFinal } from '../call/capture-status.ts';

/** Follows a trim until its clip is there. */
export function TrimProgress({ captureId }: { captureId: string }) {
  const utils = trpc.useUtils();
  const trim = trpc.captures.get.useQuery(
    { captureId },
    { staleTime: 0, refetchInterval: ({ state }) => (state.data !== undefined && isFinal[state.data.status] ? false : 500) },
  );
  const status = trim.data?.status;
  useEffect(() => {
    if (status !== 'done') return;
    void utils.clips.mine.invalidate();
    void utils.quota.invalidate();
  }, [status, utils]);

  const { data } = trim;
  if (data?.status === 'failed' || data?.status === 'cancelled') {
    return (
      <Text size="sm" c="red" role="alert">
        {data.error === null || data.error.code === 'CAPTURE_FAILED'
          ? 'The new clip could not be cut from this one. The clip itself is untouched.'
          : (adviceFor(data.error.code) ?? data.error.message)}
      </Text>
    );
  }
  if (data?.clip) {
    return (
      <Text size="sm" role="status">
        New clip ready:{' '}
        <Anchor component={Link} href={`/clips/${data.clip.id}`}>
          {data.clip.title}
        </Anchor>
      </Text>
    );
  }
  return (
    <Group gap="sm" role="status">
      <Progress value={(data?.progress ?? 0) * 100} aria-label="Progress of the new clip" style={{ flex: 1 }} animated />
      <Text size="sm">Making the new clip</Text>
    </Group>
  );
}
