'use client';
import { Checkbox, Group, NumberInput, Paper, Select, Switch, Text } from '@mantine/core';
import { LONGEST_CLIP_SECONDS, qualitySchema, type Quality, whoMayCaptureSchema } from '@reprise/replay';
import { useId, type ReactNode } from 'react';
import { type EditableConfig, labelOf, showDays, showSeconds } from './config-fields.ts';
import classes from './replay-form.module.css';

const lengths = [30, 60, 120, 300, 600, 1800, 3600];
const retentions = [0, 7, 30, 90, 365];

/** Choices by value; one that somebody set otherwise is among them. */
function choices(values: readonly number[], current: number, show: (value: number) => string) {
  return [...new Set([...values, current])].sort((a, b) => a - b).map((value) => ({ value: String(value), label: show(value) }));
}

interface Props {
  draft: EditableConfig;
  set: (change: Partial<EditableConfig>) => void;
  /** Seconds of the longest capture on this instance: a longer clip is no choice. */
  bufferDurationSeconds: number;
}

/** The settings one below the other. */
export function ReplayFields({ draft, set, bufferDurationSeconds }: Props) {
  const most = Math.min(bufferDurationSeconds, LONGEST_CLIP_SECONDS);
  const possible = [...lengths.filter((length) => length < most), most];
  return (
    <Paper withBorder bg="var(--reprise-surface)">
      <Field label={labelOf('enabled')} help="Off ends nothing that runs; nobody can start another one.">
        {(label) => <Switch {...label} checked={draft.enabled} onChange={(event) => set({ enabled: event.currentTarget.checked })} />}
      </Field>
      <Field label={labelOf('maxConcurrent')} help="Buffers of this community that may run at one time.">
        {(label) => (
          <NumberInput
            {...label}
            min={0}
            max={1000}
            allowDecimal={false}
            clampBehavior="strict"
            value={draft.maxConcurrent}
            onChange={(value) => (typeof value === 'number' ? set({ maxConcurrent: value }) : undefined)}
          />
        )}
      </Field>
      <Field label={labelOf('whoMayCapture')} help="Everybody also needs the permission CAPTURE_REPLAY.">
        {(label) => (
          <Select
            {...label}
            allowDeselect={false}
            data={[
              { value: 'sharer', label: 'The sharer' },
              { value: 'anyone', label: 'Anyone in the call' },
            ]}
            value={draft.whoMayCapture}
            onChange={(value) => set({ whoMayCapture: whoMayCaptureSchema.parse(value) })}
          />
        )}
      </Field>
      <Field label={labelOf('startAutomatically')} help="For sharers who may enable buffers. Everybody in the call sees that it runs.">
        {(label) => (
          <Switch
            {...label}
            checked={draft.startAutomatically}
            onChange={(event) => set({ startAutomatically: event.currentTarget.checked })}
          />
        )}
      </Field>
      <Qualities draft={draft} set={set} />
      <Field
        label={labelOf('longestClipSeconds')}
        help={`Nobody can capture more than this at once, and on this instance at most ${showSeconds(bufferDurationSeconds)}.`}
      >
        {(label) => (
          <Select
            {...label}
            allowDeselect={false}
            data={choices(possible, draft.longestClipSeconds, showSeconds)}
            value={String(draft.longestClipSeconds)}
            onChange={(value) => set({ longestClipSeconds: Number(value) })}
          />
        )}
      </Field>
      <Field label={labelOf('clipRetentionDays')} help="Older clips of this community are deleted, and their bytes given back.">
        {(label) => (
          <Select
            {...label}
            allowDeselect={false}
            data={choices(retentions, draft.clipRetentionDays, showDays)}
            value={String(draft.clipRetentionDays)}
            onChange={(value) => set({ clipRetentionDays: Number(value) })}
          />
        )}
      </Field>
      <Field label={labelOf('publicLinksAllowed')} help="Forbidden, no clip of this community opens by a link, not even by an old one.">
        {(label) => (
          <Switch
            {...label}
            checked={draft.publicLinksAllowed}
            onChange={(event) => set({ publicLinksAllowed: event.currentTarget.checked })}
          />
        )}
      </Field>
    </Paper>
  );
}

function Qualities({ draft, set }: { draft: EditableConfig; set: (change: Partial<EditableConfig>) => void }) {
  const allow = (values: string[]) => {
    const allowedQualities = qualitySchema.options.filter((quality) => values.includes(quality));
    const [first] = allowedQualities;
    // One at least, and the default is one of them.
    if (first === undefined) return;
    set({ allowedQualities, defaultQuality: allowedQualities.includes(draft.defaultQuality) ? draft.defaultQuality : first });
  };
  return (
    <>
      <Field label={labelOf('allowedQualities')} help="What sharers may choose from.">
        {(label) => (
          <Checkbox.Group {...label} value={draft.allowedQualities} onChange={allow}>
            <Group gap="md">
              {qualitySchema.options.map((quality: Quality) => (
                <Checkbox key={quality} value={quality} label={quality} />
              ))}
            </Group>
          </Checkbox.Group>
        )}
      </Field>
      <Field label={labelOf('defaultQuality')} help="Where a sharer does not choose.">
        {(label) => (
          <Select
            {...label}
            allowDeselect={false}
            data={draft.allowedQualities}
            value={draft.defaultQuality}
            onChange={(value) => set({ defaultQuality: qualitySchema.parse(value) })}
          />
        )}
      </Field>
    </>
  );
}

/** A setting with its name and what it means; the control is handed the name. */
function Field(props: {
  label: string;
  help: string;
  children: (label: { 'aria-label': string; 'aria-describedby': string }) => ReactNode;
}) {
  const { label, help, children } = props;
  const id = useId();
  return (
    <div className={classes.field}>
      <div>
        <Text fw={550} size="sm">
          {label}
        </Text>
        <Text size="sm" c="dimmed" id={id}>
          {help}
        </Text>
      </div>
      <div>{children({ 'aria-label': label, 'aria-describedby': id })}</div>
    </div>
  );
}
