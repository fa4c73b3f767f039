'use client';
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { formatBytes, speakDuration } from '@reprise/ui';
import { IconPlayerRecordFilled } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { RoomSession } from '../../trpc/types.ts';
import classes from './rewind-panel.module.css';
import { estimateBytes, type Selection } from './selection.ts';

const library = 'library';

/** What is selected, how long and how large, and the button that makes exactly that a clip. */
export function CaptureRange(props: {
  roomName: string;
  communityId: string;
  session: RoomSession;
  selection: Selection | undefined;
  onClear: () => void;
}) {
  const { roomName, communityId, session, selection, onClear } = props;
  const utils = trpc.useUtils();
  const [title, setTitle] = useState('');
  const [target, setTarget] = useState(library);
  const communities = trpc.communities.list.useQuery(undefined, { staleTime: 60_000 });
  const channels = communities.data?.find(({ id }) => id === communityId)?.channels.filter(({ kind }) => kind === 'TEXT') ?? [];
  const request = trpc.captures.request.useMutation({
    onSuccess: (capture) => {
      // The tray beside the stage follows it from here.
      utils.captures.recent.setData({ roomName }, (recent) => [capture, ...(recent ?? [])]);
      setTitle('');
    },
  });

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (selection === undefined) return;
    request.mutate({
      sessionId: session.id,
      range: { startAt: new Date(selection.startMs).toISOString(), endAt: new Date(selection.endMs).toISOString() },
      ...(title.trim() === '' ? {} : { title: title.trim() }),
      ...(target === library ? {} : { shareOption: 'channel', targetChannelId: target }),
      idempotencyKey: crypto.randomUUID(),
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
          value={target}
          allowDeselect={false}
          data={[{ value: library, label: 'My clips' }, ...channels.map(({ id, name }) => ({ value: id, label: `#${name}` }))]}
          onChange={(value) => setTarget(value ?? library)}
        />
        <Button
          type="submit"
          leftSection={<IconPlayerRecordFilled size={16} aria-hidden="true" />}
          disabled={selection === undefined}
          loading={request.isPending}
        >
          Capture selection
        </Button>
      </div>
      {request.isError ? (
        <Text size="sm" c="red" role="alert">
          {describeError(request.error)}
        </Text>
      ) : null}
      {request.isSuccess ? (
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
