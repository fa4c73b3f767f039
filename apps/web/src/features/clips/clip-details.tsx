'use client';
import { Anchor, Button, CopyButton, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ErrorState, formatBytes, formatDuration, LocalTime } from '@reprise/ui';
import { IconArrowLeft, IconCheck, IconDownload, IconLink, IconPencil, IconTrash } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { ClipView } from '../../trpc/types.ts';
import { describeShortfall } from '../call/capture-status.ts';
import { ClipBeingPrepared } from './clip-being-prepared.tsx';
import { DeleteClip } from './delete-clip.tsx';
import { InstantPlayer } from './instant-player.tsx';
import { isBeingPrepared, refreshClipEvery } from './refresh-clip.ts';
import { RenameClip } from './rename-clip.tsx';

/** The page of one clip: the player, what it holds, and what can be done with it. */
export function ClipDetails({ clipId }: { clipId: string }) {
  const clip = trpc.clips.get.useQuery({ clipId }, { refetchInterval: ({ state }) => refreshClipEvery(state.data, Date.now()) });
  return (
    <Stack gap="lg">
      <Anchor component={Link} href="/clips" size="sm" c="dimmed" style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
        <IconArrowLeft size={16} aria-hidden="true" /> My clips
      </Anchor>
      {clip.isPending ? <Skeleton style={{ aspectRatio: '16 / 9' }} aria-label="Loading the clip" /> : null}
      {clip.isError ? (
        <ErrorState
          title="This clip cannot be shown"
          text={describeError(clip.error)}
          onRetry={() => void clip.refetch()}
          isRetrying={clip.isFetching}
        />
      ) : null}
      {clip.data === undefined ? null : <LoadedClip clip={clip.data} />}
    </Stack>
  );
}

function LoadedClip({ clip }: { clip: ClipView }) {
  const router = useRouter();
  const [isRenaming, renaming] = useDisclosure(false);
  const [isDeleting, deleting] = useDisclosure(false);
  return (
    <Stack gap="md">
      {isBeingPrepared(clip) ? (
        <ClipBeingPrepared />
      ) : (
        <InstantPlayer source={{ kind: 'file', url: clip.fileUrl }} poster={clip.posterUrl ?? undefined} label={clip.title} size="large" />
      )}
      <Group justify="space-between" align="start" gap="md">
        <Stack gap={2} miw={0}>
          <Title order={1} size="h3">
            {clip.title}
          </Title>
          <Text size="sm" c="dimmed">
            <LocalTime at={clip.capturedAt} /> · {formatDuration(clip.durationSeconds)} · {formatBytes(clip.sizeBytes)}
            {clip.width === null || clip.height === null ? '' : ` · ${clip.width}×${clip.height}`}
            {clip.communityName === null ? '' : ` · ${clip.communityName}`}
          </Text>
          {describeShortfall(clip).map((note) => (
            <Text key={note} size="sm" c="dimmed">
              {note}
            </Text>
          ))}
        </Stack>
        <Group gap="xs">
          {isBeingPrepared(clip) ? null : (
            <Button component="a" href={clip.downloadUrl} download leftSection={<IconDownload size={18} aria-hidden="true" />}>
              Download
            </Button>
          )}
          <CopyLink />
          {clip.isOwn ? (
            <>
              <Button variant="default" leftSection={<IconPencil size={18} aria-hidden="true" />} onClick={renaming.open}>
                Rename
              </Button>
              <Button variant="subtle" color="red" leftSection={<IconTrash size={18} aria-hidden="true" />} onClick={deleting.open}>
                Delete
              </Button>
            </>
          ) : null}
        </Group>
      </Group>
      {clip.compatibleReady || !clip.isOwn ? null : (
        <Text size="sm" c="dimmed">
          A version with AAC sound for phones and editors is being made; until then the download has Opus sound.
        </Text>
      )}
      <RenameClip clip={clip} isOpen={isRenaming} onClose={renaming.close} />
      <DeleteClip clip={clip} isOpen={isDeleting} onClose={deleting.close} onDeleted={() => router.push('/clips')} />
    </Stack>
  );
}

function CopyLink() {
  return (
    <CopyButton value={typeof window === 'undefined' ? '' : window.location.href} timeout={2000}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={18} aria-hidden="true" /> : <IconLink size={18} aria-hidden="true" />}
          onClick={copy}
        >
          {copied ? 'Copied' : 'Copy link'}
        </Button>
      )}
    </CopyButton>
  );
}
