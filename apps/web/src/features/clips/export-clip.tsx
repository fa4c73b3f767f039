'use client';
import { Button, Group, NumberInput, Progress, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ErrorState, LocalTime } from '@reprise/ui';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { adviceFor, describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { ClipExportView } from '../../trpc/types.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import type { SharedClip } from './shared-clip.ts';

/** As the places that limit uploads count it, bytes. */
const MEGABYTE = 1_000_000;
const sizes = ['8', '10', '25', '50'] as const;
const isUnderWay = (made: ClipExportView | null | undefined): boolean => made?.status === 'queued' || made?.status === 'running';
const megabytes = (bytes: number): string => `${Number((bytes / MEGABYTE).toFixed(1))} MB`;

/** Makes a file below a size, for places that take only so much. */
export function ExportClip({ clip }: { clip: SharedClip }) {
  const utils = trpc.useUtils();
  const found = trpc.exports.get.useQuery(
    { clipId: clip.id },
    { refetchInterval: (query) => (isUnderWay(query.state.data) ? 1000 : false) },
  );
  const settled = () => {
    void utils.exports.get.invalidate({ clipId: clip.id });
    void utils.quota.invalidate();
  };
  const request = trpc.exports.request.useMutation({ onSettled: settled });
  const [isAsking, asking] = useDisclosure(false);
  const remove = trpc.exports.delete.useMutation({ onSuccess: asking.close, onSettled: settled });
  const askToDelete = () => {
    remove.reset();
    asking.open();
  };
  if (found.isPending) return <Skeleton h={160} role="status" aria-busy="true" aria-label="Loading the export" />;
  if (found.data === undefined) {
    return <ErrorState title="The export could not be loaded" text={describeError(found.error)} onRetry={() => void found.refetch()} />;
  }
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        A copy in H.264 and AAC, just below the size a chat or a mail takes. It counts in your quota, and is deleted after 7 days or when
        you make another one.
      </Text>
      <SizeForm
        isBusy={request.isPending || isUnderWay(found.data)}
        onChosen={(limitBytes) => request.mutate({ clipId: clip.id, limitBytes })}
      />
      {request.error === null ? null : (
        <Text size="sm" c="red" role="alert">
          {describeError(request.error)}
        </Text>
      )}
      {found.data === null ? null : <Made made={found.data} onCancel={() => remove.mutate({ clipId: clip.id })} onDelete={askToDelete} />}
      <ConfirmDialog
        isOpen={isAsking}
        title="Delete this file?"
        text="Its download ends, and what it takes is free again in your quota. The clip stays; the file can be made anew."
        confirmLabel="Delete file"
        onConfirm={() => remove.mutate({ clipId: clip.id })}
        onClose={asking.close}
        isBusy={remove.isPending}
        error={remove.error}
      />
    </Stack>
  );
}

function SizeForm({ isBusy, onChosen }: { isBusy: boolean; onChosen: (limitBytes: number) => void }) {
  const [chosen, setChosen] = useState<string>(sizes[0]);
  const [custom, setCustom] = useState<number | string>(100);
  const amount = chosen === 'custom' ? Number(custom) : Number(chosen);
  const isValid = Number.isFinite(amount) && amount >= 1 && amount <= 2000;
  return (
    <Stack gap="sm">
      <Text size="sm" fw={550} id="export-size">
        Size limit in megabytes
      </Text>
      <SegmentedControl
        fullWidth
        aria-labelledby="export-size"
        value={chosen}
        onChange={setChosen}
        data={[...sizes.map((size) => ({ value: size, label: size })), { value: 'custom', label: 'Other' }]}
      />
      <Group align="end" justify="space-between">
        {chosen === 'custom' ? (
          <NumberInput label="Megabytes" value={custom} onChange={setCustom} min={1} max={2000} allowDecimal={false} w={140} />
        ) : (
          <span />
        )}
        <Button loading={isBusy} disabled={!isValid} onClick={() => onChosen(Math.round(amount * MEGABYTE))}>
          Make file
        </Button>
      </Group>
    </Stack>
  );
}

function Made({ made, onCancel, onDelete }: { made: ClipExportView; onCancel: () => void; onDelete: () => void }) {
  if (made.status === 'failed') {
    return (
      <Text size="sm" c="red" role="alert">
        {adviceFor(made.errorCode ?? '') ?? 'The file could not be made.'} Nothing was charged.
      </Text>
    );
  }
  if (made.downloadUrl === null || made.sizeBytes === null) {
    const percent = Math.round(made.progress * 100);
    return (
      <Stack gap={6} role="status">
        <Text size="sm">
          {made.status === 'queued' ? 'Waiting for a worker' : 'Making the file'} below {megabytes(made.limitBytes)}: {percent} %
        </Text>
        <Group wrap="nowrap">
          <Progress value={percent} flex={1} aria-label="Export progress" />
          <Button size="xs" variant="subtle" color="gray" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Group justify="space-between">
      <Text size="sm" role="status">
        {megabytes(made.sizeBytes)}, below {megabytes(made.limitBytes)}.{' '}
        {made.keptUntil === null ? null : (
          <>
            Kept until <LocalTime at={made.keptUntil} />.
          </>
        )}
      </Text>
      <Group gap="xs">
        <Button component="a" href={made.downloadUrl} download leftSection={<IconDownload size={16} aria-hidden="true" />}>
          Download file
        </Button>
        <Button variant="subtle" color="red" onClick={onDelete}>
          Delete file
        </Button>
      </Group>
    </Group>
  );
}
