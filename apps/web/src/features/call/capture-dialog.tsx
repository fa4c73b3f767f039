'use client';
import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { formatBytes, formatDuration, LocalTime } from '@reprise/ui';
import { useState, type SubmitEvent } from 'react';
import type { CallRules, RoomSession } from '../../trpc/types.ts';
import { useCall } from './call-context.ts';
import { defaultSeconds, estimateCapture, offeredLengths } from './capture-estimate.ts';
import type { CaptureWish } from './capture-request.ts';
import { targetsOf } from './capture-targets.ts';

/** Asks for title, length and place. The clip ends when the dialog was opened, however long one thinks about its title. */
export function CaptureDialog(props: {
  rules: CallRules;
  session: RoomSession;
  moment: Date;
  onCapture: (wish: CaptureWish) => void;
  onClose: () => void;
}) {
  const { rules, session, moment, onCapture, onClose } = props;
  const { preferences } = useCall();
  const [title, setTitle] = useState('');
  const [seconds, setSeconds] = useState(defaultSeconds(preferences.captureSeconds, rules));
  const targets = targetsOf(rules);
  const [targetKey, setTargetKey] = useState('library');
  const estimate = estimateCapture(session, seconds);

  function submit(event: SubmitEvent) {
    event.preventDefault();
    onCapture({
      sessionId: session.id,
      span: { kind: 'range', startAt: new Date(moment.getTime() - seconds * 1000).toISOString(), endAt: moment.toISOString() },
      target: targets.find(({ key }) => key === targetKey)?.target ?? { kind: 'library' },
      ...(title.trim() === '' ? {} : { title: title.trim() }),
    });
    onClose();
  }

  return (
    <Modal opened onClose={onClose} title="Capture with a title">
      <Stack component="form" onSubmit={submit}>
        <TextInput
          label="Title"
          placeholder={`${session.username}'s screen`}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          maxLength={200}
          data-autofocus
        />
        <Group grow align="start">
          <Select
            label="Length"
            value={String(seconds)}
            onChange={(value) => setSeconds(Number(value))}
            data={offeredLengths(rules).map((length) => ({
              value: String(length.seconds),
              label: length.refusal === undefined ? length.label : `${length.label} (too long here)`,
              disabled: length.refusal !== undefined,
            }))}
            allowDeselect={false}
          />
          <Select
            label="Put it"
            value={targetKey}
            onChange={(value) => setTargetKey(value ?? 'library')}
            data={targets.map(({ key, label }) => ({ value: key, label }))}
            allowDeselect={false}
          />
        </Group>
        <Text size="sm" c="dimmed">
          Ends at <LocalTime at={moment.toISOString()} show="time" />, when you opened this.{' '}
          {estimate.isShort ? `Only ${formatDuration(estimate.seconds)} are buffered: you will get that. ` : ''}
          {estimate.sizeBytes === undefined ? '' : `About ${formatBytes(estimate.sizeBytes)}.`}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Capture this moment</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
