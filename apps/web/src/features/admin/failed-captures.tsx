'use client';
import { Button, Paper, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { EmptyState, formatDuration, LocalTime } from '@reprise/ui';
import { IconCircleCheck } from '@tabler/icons-react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { FailedCaptureView } from '../../trpc/types.ts';
import classes from '../community-settings/rows.module.css';
import { MoreButton } from '../shell/more-button.tsx';
import { QueryView } from '../shell/query-view.tsx';

/** Captures that did not become clips, with the reason and, while the buffer is there, another try. */
export function FailedCaptures() {
  const captures = trpc.admin.failedCaptures.useInfiniteQuery({}, { getNextPageParam: (page) => page.nextCursor, refetchInterval: 15_000 });
  return (
    <Stack gap="md">
      <QueryView query={captures} what="The failed captures">
        {({ pages }) => {
          const list = pages.flatMap((page) => page.captures);
          return list.length === 0 ? (
            <EmptyState
              icon={<IconCircleCheck size={28} />}
              title="No capture has failed"
              text="What could not be cut is listed here with its reason."
            />
          ) : (
            <Paper component="ul" withBorder bg="var(--reprise-surface)" className={classes.rows} aria-label="Failed captures">
              {list.map((capture) => (
                <Row key={capture.id} capture={capture} />
              ))}
            </Paper>
          );
        }}
      </QueryView>
      <MoreButton pages={captures} label="Show older" />
    </Stack>
  );
}

function Row({ capture }: { capture: FailedCaptureView }) {
  const utils = trpc.useUtils();
  const retry = trpc.admin.retryCapture.useMutation({
    onSuccess: () => notifications.show({ title: 'Tried again', message: `The capture of ${capture.username} is queued.` }),
    onError: (error) => notifications.show({ color: 'red', title: 'It could not be tried again', message: describeError(error) }),
    onSettled: () => utils.admin.failedCaptures.invalidate(),
  });
  const place = [capture.communityName, capture.channelName].filter((name) => name !== null).join(' / ');
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        <Text fw={550} size="sm">
          {capture.username}, {formatDuration(capture.requestedSeconds)}
          {place === '' ? '' : ` in ${place}`}
        </Text>
        <Text size="sm">{capture.errorMessage ?? 'No reason was written down.'}</Text>
        <Text size="xs" c="dimmed">
          {capture.errorCode ?? 'unknown'} · {capture.attempts === 1 ? '1 attempt' : `${capture.attempts} attempts`} ·{' '}
          <LocalTime at={capture.createdAt} />
        </Text>
      </div>
      {capture.canRetry ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={retry.isPending}
          onClick={() => retry.mutate({ captureId: capture.id })}
          aria-label={`Try again: the capture of ${capture.username}`}
        >
          Try again
        </Button>
      ) : (
        <Text size="xs" c="dimmed">
          Its buffer is gone
        </Text>
      )}
    </li>
  );
}
