'use client';
import { Button, Group, Skeleton, Text } from '@mantine/core';
import { LocalTime } from '@reprise/ui';
import { useEffect, useEffectEvent } from 'react';
import { adviceFor, describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { CaptureView } from '../../trpc/types.ts';
import { InstantPlayer, type PlayerSource } from '../player/instant-player.tsx';
import type { CapturePress } from './capture-request.ts';
import { CardFrame } from './card-frame.tsx';
import { CaptureProblem, CaptureProgress } from './capture-progress.tsx';
import { describeShortfall, isFinal, spokenStatus } from './capture-status.ts';
import { FinishedClip } from './finished-clip.tsx';

/** A capture the server knows: progress, then the moment itself, then the finished clip. */
export function KnownCapture(props: {
  captureId: string;
  press: CapturePress | undefined;
  onDismiss: () => void;
  onSay: (text: string) => void;
}) {
  const { captureId, press, onDismiss, onSay } = props;
  const utils = trpc.useUtils();
  const capture = trpc.captures.get.useQuery(
    { captureId },
    // Events bring the news; the poll is for when they do not come.
    { staleTime: 0, refetchInterval: ({ state }) => (state.data !== undefined && isFinal[state.data.status] ? false : 1_000) },
  );
  const refresh = () => void utils.captures.get.invalidate({ captureId });
  const cancel = trpc.captures.cancel.useMutation({ onSettled: refresh });
  const retry = trpc.captures.retry.useMutation({ onSettled: refresh });

  useSpokenStatus(capture.data, onSay);

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
  const isOver = isFinal[data.status];
  const ending = endingText(data);
  return (
    <CardFrame
      title={
        <>
          {data.clip?.title ?? press?.title ?? 'Your capture'} · <LocalTime at={data.requested.endAt} show="time" />
        </>
      }
      {...(isOver ? { onDismiss } : {})}
    >
      {source === undefined ? null : <InstantPlayer source={source} poster={data.clip?.posterUrl ?? undefined} label="Your capture" />}
      {isOver ? null : (
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
        <CaptureProblem
          message={failureText(data, retry.error)}
          // The same stretch of time holds nothing the next time either.
          {...(data.error?.code === 'NO_SEGMENTS' ? {} : { onRetry: () => retry.mutate({ captureId }) })}
          isRetrying={retry.isPending}
        />
      ) : null}
      {ending === undefined ? null : (
        <Text size="sm" c="dimmed">
          {ending}
        </Text>
      )}
      {ending === undefined
        ? describeShortfall(data).map((note) => (
            <Text key={note} size="sm" c="dimmed">
              {note}
            </Text>
          ))
        : null}
      {data.clip === null ? null : <FinishedClip clip={data.clip} press={press} onChanged={refresh} />}
    </CardFrame>
  );
}

/** Says each state once. Failures speak for themselves: they are alerts. */
function useSpokenStatus(capture: CaptureView | undefined, onSay: (text: string) => void): void {
  const text = capture === undefined ? undefined : spokenStatus(capture);
  const say = useEffectEvent(onSay);
  useEffect(() => {
    if (text !== undefined) say(text);
  }, [text]);
}

function playerSource(capture: CaptureView): PlayerSource | undefined {
  if (capture.clip !== null) return { kind: 'file', url: capture.clip.fileUrl };
  if (capture.playlistUrl === null || isFinal[capture.status]) return undefined;
  return { kind: 'playlist', url: capture.playlistUrl, startOffsetSeconds: capture.startOffsetSeconds ?? 0 };
}

/** What is left to say of a capture that has no clip and did not fail. */
function endingText({ status, clip }: CaptureView): string | undefined {
  if (status === 'cancelled') return 'Cancelled. Nothing was kept.';
  return status === 'done' && clip === null ? 'Deleted. Nothing is kept.' : undefined;
}

function failureText(capture: CaptureView, retryError: unknown): string {
  if (retryError !== null) return describeError(retryError);
  if (capture.error === null) return 'The clip could not be made.';
  return adviceFor(capture.error.code) ?? capture.error.message;
}
