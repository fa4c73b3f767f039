'use client';
import { captureLengths, captureLengthSchema } from '@reprise/replay';
import { Modal, Select, Stack, Switch, Text } from '@mantine/core';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import { lengthLabel } from './capture-request.ts';
import { ShortcutField } from './shortcut-field.tsx';
import { usePreferences } from './use-preferences.ts';

/** One's own way to capture, kept for every call and every computer. Each change is saved at once. */
export function CaptureSettings({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Capture settings">
      <PreferenceFields />
    </Modal>
  );
}

/** The choices themselves. */
export function PreferenceFields() {
  const utils = trpc.useUtils();
  const preferences = usePreferences();
  const update = trpc.me.updatePreferences.useMutation({ onSuccess: (changed) => utils.me.preferences.setData(undefined, changed) });
  const shown = { ...preferences, ...(update.isPending ? update.variables : {}) };
  return (
    <Stack>
      <ShortcutField value={preferences.captureShortcut} onChange={(captureShortcut) => update.mutate({ captureShortcut })} />
      <Select
        label="One press of Capture keeps"
        value={String(shown.captureSeconds)}
        onChange={(value) => update.mutate({ captureSeconds: captureLengthSchema.parse(Number(value)) })}
        data={captureLengths.map((seconds) => ({ value: String(seconds), label: `the last ${lengthLabel(seconds)}` }))}
        allowDeselect={false}
      />
      <Switch
        label="Start the replay buffer when I share my screen"
        description="In calls whose community lets you."
        checked={shown.startAutomatically}
        onChange={(event) => update.mutate({ startAutomatically: event.currentTarget.checked })}
      />
      <Text size="sm" role="status" c={update.error === null ? 'dimmed' : 'red'} mih="1.5em">
        {update.error === null ? (update.isSuccess ? 'Saved.' : '') : describeError(update.error)}
      </Text>
    </Stack>
  );
}
