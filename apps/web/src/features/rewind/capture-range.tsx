'use client';
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { formatBytes, formatDuration, speakDuration } from '@reprise/ui';
import { IconPlayerRecordFilled } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import type { RoomSession } from '../../trpc/types.ts';
import { useCall } from '../call/call-context.ts';
import type { CaptureWish } from '../call/capture-request.ts';
import classes from './rewind-panel.module.css';
import { estimateBytes, type Selection } from './selection.ts';

const library = 'library';

/** What is selected, how long and how large, and the button that makes exactly that a clip. */
export function CaptureRange(props: {
  session: RoomSession;
  selection: Selection | undefined;
  onCapture: (wish: CaptureWish) => Promise<string | undefined>;
  onClear: () => void;
}) {
  const { session, selection, onCapture, onClear } = props;
  const { rules } = useCall();
  const [title, setTitle] = useState('');
  const [target, setTarget] = useState(library);
  const channels = rules?.textChannels ?? [];
  const channel = channels.find(({ id }) => id === target);
  const longestSeconds = rules?.longestClipSeconds ?? Number.POSITIVE_INFINITY;
  const isTooLong = selection !== undefined && selection.endMs - selection.startMs > longestSeconds * 1000;
  // A refusal is an answer here: the tray beside the stage has the card to send it again from.
  const request = useMutation({
    mutationFn: onCapture,
    onSuccess: (refusal) => (refusal === undefined ? setTitle('') : undefined),
  });

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (selection === undefined || isTooLong) return;
    request.mutate({
      sessionId: session.id,
      span: { kind: 'range', startAt: new Date(selection.startMs).toISOString(), endAt: new Date(selection.endMs).toISOString() },
      target: channel === undefined ? { kind: 'library' } : { kind: 'channel', id: channel.id, name: channel.name },
      ...(title.trim() === '' ? {} : { title: title.trim() }),
    });
  }

  return (
    <Stack component="form" gap="xs" onSubmit={submit}>
      <div className={classes.capture}>
        <Summary session={session} selection={selection} onClear={onClear} />
        <TextInput
          label="Title"
          placeholder={`${session.username}’s screen`}
          value={title}
          maxLength={200}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Select
          label="Keep it in"
          value={channel?.id ?? library}
          allowDeselect={false}
          data={[{ value: library, label: 'My clips' }, ...channels.map(({ id, name }) => ({ value: id, label: `#${name}` }))]}
          onChange={(value) => setTarget(value ?? library)}
        />
        <Button
          type="submit"
          leftSection={<IconPlayerRecordFilled size={16} aria-hidden="true" />}
          disabled={selection === undefined || isTooLong}
          loading={request.isPending}
        >
          Capture selection
        </Button>
      </div>
      {isTooLong ? (
        <Text size="sm" role="status">
          Clips of this community are at most {formatDuration(longestSeconds)} long: move the marks closer together.
        </Text>
      ) : null}
      {request.data === undefined ? null : (
        <Text size="sm" c="red" role="alert">
          {request.data}
        </Text>
      )}
      {request.isSuccess && request.data === undefined ? (
        <Text size="sm" role="status">
          Captured. The clip is being made beside the stage, and will be in My clips.
        </Text>
      ) : null}
    </Stack>
  );
}

function Summary({ session, selection, onClear }: { session: RoomSession; selection: Selection | undefined; onClear: () => void }) {
  if (selection === undefined) {
    return (
      <Text size="sm" c="dimmed">
        Mark a start and an end: that is what the clip will hold.
      </Text>
    );
  }
  const seconds = (selection.endMs - selection.startMs) / 1000;
  const bytes = estimateBytes(selection, session);
  return (
    <div role="status">
      <Group gap={8}>
        <Text fw={600} style={{ fontVariantNumeric: 'tabular-nums' }} aria-label={`Selected: ${speakDuration(seconds)}`}>
          {seconds.toFixed(1)} s selected
        </Text>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onClear}>
          Clear
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {bytes === undefined ? 'Size not known yet' : `about ${formatBytes(bytes)}`}
      </Text>
    </div>
  );
}
