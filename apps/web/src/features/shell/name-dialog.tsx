'use client';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { describeError } from '../../trpc/describe-error.ts';

interface NameDialogProps {
  isOpen: boolean;
  title: string;
  label: string;
  submitLabel: string;
  initial?: string;
  placeholder?: string;
  /** At most so many characters. */
  maxLength?: number;
  onSubmit: (name: string) => void;
  onClose: () => void;
  isBusy: boolean;
  /** What the attempt was refused with; null: nothing. */
  error: unknown;
  /** Further fields. */
  children?: ReactNode;
}

/** Asks for a name. */
export function NameDialog({ isOpen, title, onClose, ...form }: NameDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={title}>
      <NameForm onClose={onClose} {...form} />
    </Modal>
  );
}

function NameForm(props: Omit<NameDialogProps, 'isOpen' | 'title'>) {
  const { label, submitLabel, initial = '', placeholder, maxLength = 80, onSubmit, onClose, isBusy, error, children } = props;
  const [name, setName] = useState(initial);

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (name.trim() !== '') onSubmit(name.trim());
  }

  return (
    <Stack component="form" onSubmit={submit}>
      <TextInput
        label={label}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={maxLength}
        required
        error={error === null ? undefined : describeError(error)}
        data-autofocus
        {...(placeholder === undefined ? {} : { placeholder })}
      />
      {children}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={isBusy} disabled={name.trim() === ''}>
          {submitLabel}
        </Button>
      </Group>
    </Stack>
  );
}
