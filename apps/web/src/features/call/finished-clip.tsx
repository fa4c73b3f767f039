'use client';
import { ActionIcon, Button, Group, Menu, Stack, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { formatBytes, formatDuration } from '@reprise/ui';
import { IconDownload, IconPencil, IconShare2 } from '@tabler/icons-react';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { ClipView } from '../../trpc/types.ts';
import { RenameClip } from '../clips/rename-clip.tsx';
import { useCall } from './call-context.ts';
import notices from './call-notices.module.css';
import type { CapturePress } from './capture-request.ts';
import { CopyLink } from './copy-link.tsx';
import { UndoCapture } from './undo-capture.tsx';

/** What can be done with a clip that has just been made, without leaving the call. */
export function FinishedClip(props: { clip: ClipView; press: CapturePress | undefined; onChanged: () => void }) {
  const { clip, press, onChanged } = props;
  const [isRenaming, renaming] = useDisclosure(false);
  const target = press?.target;
  useDownloadOnce(target?.kind === 'download' ? clip.downloadUrl : undefined);
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed">
        Clip ready · {formatDuration(clip.durationSeconds)} · {formatBytes(clip.sizeBytes)}
        {target?.kind === 'channel' ? ` · posted in #${target.name}` : ''}
      </Text>
      <Group gap={6}>
        <Button component={Link} href={`/clips/${clip.id}`} target="_blank" size="xs" variant="default">
          Open clip
        </Button>
        <Tooltip label="Download">
          <ActionIcon component="a" href={clip.downloadUrl} download variant="default" size={30} aria-label="Download">
            <IconDownload size={16} />
          </ActionIcon>
        </Tooltip>
        <CopyLink path={`/clips/${clip.id}`} />
        <ShareMenu clip={clip} />
        <Tooltip label="Rename">
          <ActionIcon variant="default" size={30} aria-label="Rename" onClick={renaming.open}>
            <IconPencil size={16} />
          </ActionIcon>
        </Tooltip>
        {press === undefined ? null : <UndoCapture clip={clip} press={press} onUndone={onChanged} />}
      </Group>
      <RenameClip
        clip={clip}
        isOpen={isRenaming}
        onClose={() => {
          renaming.close();
          onChanged();
        }}
      />
    </Stack>
  );
}

/** Puts the clip into a text channel of this community. */
function ShareMenu({ clip }: { clip: ClipView }) {
  const { rules } = useCall();
  const share = trpc.clips.share.useMutation();
  const channels = rules?.textChannels ?? [];
  if (channels.length === 0) return null;
  const sharedIn = share.isSuccess ? channels.find(({ id }) => id === share.variables.channelId) : undefined;
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label="Share in a channel" loading={share.isPending}>
            <IconShare2 size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Share in</Menu.Label>
          {channels.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => share.mutate({ clipId: clip.id, channelId: id })}>
              #{name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Text size="xs" role="status" className={notices.announcement ?? ''} c={share.error === null ? 'dimmed' : 'red'}>
        {share.error === null ? (sharedIn === undefined ? '' : `Shared in #${sharedIn.name}`) : describeError(share.error)}
      </Text>
    </>
  );
}

/** Saves the file once it is there, as if its link had been pressed. */
function useDownloadOnce(url: string | undefined): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (url === undefined || isDone.current) return;
    isDone.current = true;
    const link = document.createElement('a');
    link.href = url;
    link.download = '';
    link.click();
  }, [url]);
}
