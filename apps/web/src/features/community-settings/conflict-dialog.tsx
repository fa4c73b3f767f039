'use client';
import { Button, Group, Modal, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { LocalTime } from '@reprise/ui';
import { describeError } from '../../trpc/describe-error.ts';
import type { CommunityConfig } from '../../trpc/types.ts';
import { diffConfig, showField } from './config-fields.ts';
import type { ReplayFormState } from './use-replay-form.ts';

/** Two admins changed the settings at once: what was, theirs and mine beside each other, and a choice. */
export function ConflictDialog({ form, theirs }: { form: ReplayFormState; theirs: CommunityConfig }) {
  const { base, draft, changes } = form;
  const touched = new Set([...changes, ...diffConfig(base, theirs)].map(({ field }) => field));
  const rows = diffConfig(base, { ...draft })
    .concat(diffConfig(base, theirs))
    .filter(({ field }) => touched.delete(field));
  return (
    <Modal opened onClose={form.keepEditing} title="Somebody else changed this at the same time" size="lg">
      <Stack>
        <Text size="sm">
          Their change was saved <LocalTime at={theirs.updatedAt} />. Saving yours changes only what you edited; the rest of theirs stays.
        </Text>
        <ScrollArea>
          <Table miw={420} verticalSpacing="xs" aria-label="The settings in conflict">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Setting</Table.Th>
                <Table.Th scope="col">Before</Table.Th>
                <Table.Th scope="col">Theirs</Table.Th>
                <Table.Th scope="col">Yours</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ field, label }) => (
                <Table.Tr key={field}>
                  <Table.Th scope="row">{label}</Table.Th>
                  <Table.Td c="dimmed">{showField(field, base)}</Table.Td>
                  <Table.Td>{showField(field, theirs)}</Table.Td>
                  <Table.Td fw={550}>{changes.some((change) => change.field === field) ? showField(field, draft) : 'not edited'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
        {form.error === null ? null : (
          <Text size="sm" c="red" role="alert">
            {describeError(form.error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="subtle" onClick={form.keepEditing}>
            Keep editing
          </Button>
          <Button variant="default" onClick={form.takeTheirs} disabled={form.isSaving}>
            Take theirs
          </Button>
          <Button onClick={form.saveMine} loading={form.isSaving}>
            Save mine
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
