'use client';
import { Button, Group, Skeleton, Text } from '@mantine/core';
import { formatBytes, formatDuration, LocalTime } from '@reprise/ui';
import { IconDownload } from '@tabler/icons-react';
import Link from 'next/link';
import { adviceFor, describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { CaptureView } from '../../trpc/types.ts';
import { InstantPlayer, type PlayerSource } from '../player/instant-player.tsx';
import { CardFrame } from './card-frame.tsx';
import { CaptureProblem, CaptureProgress } from './capture-progress.tsx';
import { describeShortfall, isFinal } from './capture-status.ts';

/** A capture the server knows: progress, then the moment itself, then the finished clip. */
export function KnownCapture({ captureId, onDismiss }: { captureId: string; onDismiss: () => void }) {
  const utils = trpc.useUtils();
  const capture = trpc.captures.get.useQuery(
    { captureId },
    // Events bring the news; the poll is for when they do not come.
    { staleTime: 0, refetchInterval: ({ state }) => (state.data !== undefined && isFinal[state.data.status] ? false : 1_000) },
  );
  const refresh = () => void utils.captures.get.invalidate({ captureId });
  const cancel = trpc.captures.cancel.useMutation({ onSettled: refresh });
  const retry = trpc.captures.retry.useMutation({ onSettled: refresh });

  if (capture.data === undefined) {
    return (
      <CardFrame title="Your capture" onDismiss={onDismiss}>
        {capture.isError ? (
          <CaptureProblem message={describeError(capture.error)} onRetry={() => void capture.refetch()} />
        ) : (
          <Skeleton h={40} />
        )}
      </CardFrame>
    );
  }
  const { data } = capture;
  const source = playerSource(data);
  return (
    <CardFrame
      title={
        <>
          {data.clip?.title ?? 'Your capture'} · <LocalTime at={data.requested.endAt} show="time" />
        </>
      }
      {...(isFinal[data.status] ? { onDismiss } : {})}
    >
      {source === undefined ? null : <InstantPlayer source={source} poster={data.clip?.posterUrl ?? undefined} label="Your capture" />}
      {isFinal[data.status] ? null : (
        <Group wrap="nowrap" align="end" gap="sm">
          <div style={{ flex: 1 }}>
            <CaptureProgress status={data.status} progress={data.progress} />
          </div>
          <Button size="compact-xs" variant="subtle" color="gray" loading={cancel.isPending} onClick={() => cancel.mutate({ captureId })}>
            Cancel
          </Button>
        </Group>
      )}
      {data.status === 'failed' ? (
        <CaptureProblem message={failureText(data, retry.error)} onRetry={() => retry.mutate({ captureId })} isRetrying={retry.isPending} />
      ) : null}
      {data.status === 'cancelled' ? (
        <Text size="sm" c="dimmed">
          Cancelled. Nothing was kept.
        </Text>
      ) : null}
      {describeShortfall(data).map((note) => (
        <Text key={note} size="sm" c="dimmed">
          {note}
        </Text>
      ))}
      {data.clip === null ? null : (
        <Group gap="xs">
          <Button component="a" href={data.clip.downloadUrl} download size="xs" leftSection={<IconDownload size={16} aria-hidden="true" />}>
            Download
          </Button>
          <Button component={Link} href={`/clips/${data.clip.id}`} target="_blank" size="xs" variant="default">
            Open clip
          </Button>
          <Text size="xs" c="dimmed" role="status">
            Clip ready · {formatDuration(data.clip.durationSeconds)} · {formatBytes(data.clip.sizeBytes)}
          </Text>
        </Group>
      )}
    </CardFrame>
  );
}

function playerSource(capture: CaptureView): PlayerSource | undefined {
  if (capture.clip !== null) return { kind: 'file', url: capture.clip.fileUrl };
  if (capture.playlistUrl === null || capture.status === 'failed' || capture.status === 'cancelled') return undefined;
  return { kind: 'playlist', url: capture.playlistUrl, startOffsetSeconds: capture.startOffsetSeconds ?? 0 };
}

function failureText(capture: CaptureView, retryError: unknown): string {
  if (retryError !== null) return describeError(retryError);
  if (capture.error === null) return 'The clip could not be made.';
  return adviceFor(capture.error.code) ?? capture.error.message;
}
