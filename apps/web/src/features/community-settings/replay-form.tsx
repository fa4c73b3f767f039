'use client';
import { Alert, Button, Fieldset, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowRight, IconUsers } from '@tabler/icons-react';
import { describeError } from '../../trpc/describe-error.ts';
import type { CommunityConfig } from '../../trpc/types.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { ReplayFields } from './replay-fields.tsx';
import classes from './replay-form.module.css';
import { type ReplayFormState, useReplayForm } from './use-replay-form.ts';

/** The replay settings of a community; what would change is shown before it is saved. */
export function ReplayForm({ current }: { current: CommunityConfig }) {
  const form = useReplayForm(current);
  return (
    <Stack gap="lg">
      <Title order={2} size="h4">
        Rules
      </Title>
      {form.isStale ? (
        <Alert color="orange" variant="outline" bg="var(--reprise-surface)" icon={<IconUsers size={20} aria-hidden="true" />} role="status">
          Somebody else saved these settings while you were editing. Saving will show you both.
        </Alert>
      ) : null}
      {/* What is saved replaces the draft: an edit made meanwhile would be lost. */}
      <Fieldset variant="unstyled" m={0} disabled={form.isSaving} aria-label="Rules">
        <ReplayFields draft={form.draft} set={form.set} bufferDurationSeconds={current.bufferDurationSeconds} />
      </Fieldset>
      {form.changes.length > 0 ? <SaveBar form={form} /> : null}
      {form.theirs === undefined ? null : <ConflictDialog form={form} theirs={form.theirs} />}
    </Stack>
  );
}

function SaveBar({ form }: { form: ReplayFormState }) {
  return (
    <Paper component="section" withBorder p="md" className={classes.saveBar} aria-label="Unsaved changes">
      <Stack gap="sm">
        <ul className={classes.changes}>
          {form.changes.map(({ field, label, before, after }) => (
            <li key={field}>
              <Text size="sm" span fw={550}>
                {label}:
              </Text>{' '}
              <Text size="sm" span c="dimmed">
                {before}
              </Text>{' '}
              <IconArrowRight size={14} role="img" aria-label="becomes" />{' '}
              <Text size="sm" span>
                {after}
              </Text>
            </li>
          ))}
        </ul>
        {form.error === null || form.theirs !== undefined ? null : (
          <Text size="sm" c="red" role="alert">
            {describeError(form.error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={form.discard} disabled={form.isSaving}>
            Discard
          </Button>
          <Button onClick={form.save} loading={form.isSaving}>
            Save changes
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
