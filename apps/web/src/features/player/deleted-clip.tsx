'use client';
import { Button, Group } from '@mantine/core';
import { EmptyState, formatBytes } from '@reprise/ui';
import { IconTrash } from '@tabler/icons-react';
import Link from 'next/link';
import type { ClipView } from '../../trpc/types.ts';
import type { Deletion } from './use-deletion.ts';

/** In the player's place while a deletion can be taken back, and after it. */
export function DeletedClip({ clip, deletion }: { clip: ClipView; deletion: Deletion }) {
  const { state, secondsLeft, freedBytes, problem, begin, undo } = deletion;
  const isOver = state === 'done' || state === 'deleting';
  return (
    <EmptyState
      icon={<IconTrash size={28} />}
      title={state === 'failed' ? 'The clip could not be deleted' : `“${clip.title}” ${isOver ? 'is deleted' : 'will be deleted'}`}
      text={describe()}
      action={
        <Group justify="center" role="status">
          {state === 'pending' ? (
            <Button onClick={undo} autoFocus>
              Undo
            </Button>
          ) : null}
          {state === 'failed' ? <Button onClick={begin}>Try again</Button> : null}
          {state === 'failed' ? (
            <Button variant="default" onClick={undo}>
              Keep the clip
            </Button>
          ) : null}
          <Button variant={state === 'pending' ? 'default' : 'filled'} component={Link} href="/clips">
            My clips
          </Button>
        </Group>
      }
    />
  );

  function describe(): string {
    if (state === 'failed') return problem ?? 'Something went wrong on the server.';
    if (state === 'pending') return `Gone in ${secondsLeft} s, or when you leave this page, everywhere it was shared.`;
    return freedBytes === undefined ? 'It is gone everywhere it was shared.' : `${formatBytes(freedBytes)} are free again.`;
  }
}
