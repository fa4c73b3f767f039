'use client';
import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { formatBytes } from '@reprise/ui';
import { useState, type SubmitEvent } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import { createRequestId } from '../../trpc/request-id.ts';
import type { ClipView } from '../../trpc/types.ts';
import { StoryboardPicture } from './storyboard-picture.tsx';
import { Timeline } from './timeline.tsx';
import { TrimProgress } from './trim-progress.tsx';
import type { ClipPlayer } from './use-clip-player.ts';
import type { TrimMarks } from './use-trim-marks.ts';

const stripPictures = 9;

/** Choose a part of the clip and make it a clip of its own; this one stays as it is. */
export function TrimPanel(props: { clip: ClipView; player: ClipPlayer; trim: TrimMarks; onClose: () => void }) {
  const { clip, player, trim, onClose } = props;
  const [title, setTitle] = useState(`${clip.title} (trimmed)`.slice(0, 200));
  const request = trpc.clips.trim.useMutation();
  const lengthMs = clip.durationSeconds * 1000;
  const selectedMs = trim.marks.out - trim.marks.in;

  function submit(event: SubmitEvent) {
    event.preventDefault();
    request.mutate({
      clipId: clip.id,
      startSeconds: trim.marks.in / 1000,
      endSeconds: trim.marks.out / 1000,
      ...(title.trim() === '' ? {} : { title: title.trim() }),
      idempotencyKey: createRequestId(),
    });
  }

  return (
    <Paper withBorder p="md" component="section" aria-label="Trim">
      <Stack component="form" gap="sm" onSubmit={submit}>
        <Timeline
          span={{ from: 0, to: lengthMs }}
          position={player.positionSeconds * 1000}
          marks={trim.marks}
          frameMs={player.shown().lengthSeconds * 1000}
          say={sayTime}
          onSeek={(value) => player.seek(value / 1000)}
          onMark={trim.set}
          preview={(value) => <StoryboardPicture url={clip.storyboardUrl} fraction={value / lengthMs} width={160} />}
        >
          {Array.from({ length: stripPictures }, (_, index) => (
            <StoryboardPicture key={index} url={clip.storyboardUrl} fraction={(index + 0.5) / stripPictures} />
          ))}
        </Timeline>
        <Group gap="xs">
          <Button size="compact-sm" variant="default" aria-keyshortcuts="I" onClick={() => trim.set('in', player.mark() * 1000)}>
            Start here (I)
          </Button>
          <Button size="compact-sm" variant="default" aria-keyshortcuts="O" onClick={() => trim.set('out', player.mark() * 1000)}>
            End here (O)
          </Button>
          <Text size="sm" role="status" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {(selectedMs / 1000).toFixed(1)} s of {clip.durationSeconds.toFixed(1)} s, about{' '}
            {formatBytes((clip.sizeBytes * selectedMs) / lengthMs)}
          </Text>
        </Group>
        <Group align="end" gap="sm">
          <TextInput
            label="Title of the new clip"
            value={title}
            maxLength={200}
            style={{ flex: '1 1 220px' }}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Button type="submit" loading={request.isPending} disabled={trim.isWhole}>
            Save as new clip
          </Button>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
        </Group>
        {request.isError ? (
          <Text size="sm" c="red" role="alert">
            {describeError(request.error)}
          </Text>
        ) : null}
        {request.data === undefined ? null : <TrimProgress key={request.data.id} captureId={request.data.id} />}
      </Stack>
    </Paper>
  );
}

/** `1:02.3` */
function sayTime(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
}
