'use client';
import { Button, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { ClipView } from '../../trpc/types.ts';
import type { CapturePress } from './capture-request.ts';

/** Long enough to reach the button by keyboard; later a clip is deleted in My clips, where that is asked about. */
const undoSeconds = 20;

/** For some seconds, takes a capture back: out of its channel and out of the library. */
export function UndoCapture({ clip, press, onUndone }: { clip: ClipView; press: CapturePress; onUndone: () => void }) {
  const utils = trpc.useUtils();
  const leftSeconds = useCountdown(undoSeconds);
  const unshare = trpc.clips.unshare.useMutation();
  const remove = trpc.clips.delete.useMutation({
    onSuccess: () => {
      onUndone();
      void utils.clips.mine.invalidate();
      void utils.quota.invalidate();
    },
  });

  async function undo() {
    // First out of the channel: a message whose clip is gone would stay.
    if (press.target.kind === 'channel') await unshare.mutateAsync({ clipId: clip.id, channelId: press.target.id });
    await remove.mutateAsync({ clipId: clip.id });
  }

  const error = unshare.error ?? remove.error;
  const isPending = unshare.isPending || remove.isPending;
  if (leftSeconds === 0 && !isPending && error === null) return null;
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
        loading={isPending}
        // A failure is shown below.
        onClick={() => void undo().catch(() => undefined)}
        aria-label="Undo this capture"
      >
        Undo
      </Button>
      {leftSeconds > 0 ? (
        <Text size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {leftSeconds} s
        </Text>
      ) : null}
      {error === null ? null : (
        <Text size="xs" c="red" role="alert">
          {describeError(error)}
        </Text>
      )}
    </>
  );
}

function useCountdown(seconds: number): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((value) => Math.max(0, value - 1)), 1_000);
    return () => clearInterval(timer);
  }, []);
  return left;
}
