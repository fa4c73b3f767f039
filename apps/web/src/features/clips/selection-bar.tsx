'use client';
import { Button, Group, Text } from '@mantine/core';
import { formatBytes } from '@reprise/ui';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import type { ClipView } from '../../trpc/types.ts';
import classes from './selection-bar.module.css';
import { useDeleteClips } from './use-delete-clips.tsx';

/** A browser drops downloads that begin in the same instant. */
const BETWEEN_DOWNLOADS_MS = 400;

/** How many clips there are; once some are chosen, what can be done with them. */
export function SelectionBar(props: {
  total: number;
  selected: ClipView[];
  isAllSelected: boolean;
  onSelectAll: () => void;
  onClear: () => void;
}) {
  const { total, selected, isAllSelected, onSelectAll, onClear } = props;
  const deleteClips = useDeleteClips();
  const isSelecting = selected.length > 0;
  const bytes = selected.reduce((sum, clip) => sum + clip.sizeBytes, 0);
  return (
    <Group className={classes.bar} data-active={isSelecting} justify="space-between" gap="sm">
      <Text size="sm" c={isSelecting ? 'var(--mantine-color-text)' : 'dimmed'} role="status">
        {isSelecting ? `${selected.length} selected, ${formatBytes(bytes)}` : total === 1 ? '1 clip' : `${total} clips`}
      </Text>
      <Group gap="xs">
        {isAllSelected ? null : (
          <Button size="xs" variant="subtle" onClick={onSelectAll}>
            Select all shown
          </Button>
        )}
        {isSelecting ? (
          <>
            <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
              Clear
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden="true" />}
              onClick={() => downloadEach(selected)}
            >
              Download
            </Button>
            <Button
              size="xs"
              color="red"
              variant="light"
              leftSection={<IconTrash size={16} aria-hidden="true" />}
              onClick={() => {
                deleteClips(selected);
                onClear();
              }}
            >
              Delete
            </Button>
          </>
        ) : null}
      </Group>
    </Group>
  );
}

/** Saves the files one after the other. */
function downloadEach(clips: ClipView[]): void {
  for (const [index, clip] of clips.entries()) {
    setTimeout(() => {
      const link = document.createElement('a');
      link.href = clip.downloadUrl;
      link.download = '';
      link.click();
    }, index * BETWEEN_DOWNLOADS_MS);
  }
}
