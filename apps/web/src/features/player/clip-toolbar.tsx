'use client';
import { ActionIcon, Button, CopyButton, Group, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconCamera,
  IconCheck,
  IconLink,
  IconPhotoCheck,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconScissors,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { ClipView } from '../../trpc/types.ts';
import { ShareClipButton } from '../clips/share-clip.tsx';
import { copyFrame } from './copy-frame.ts';
import { DownloadMenu } from './download-menu.tsx';
import type { ClipPlayer } from './use-clip-player.ts';

/** What can be done with a clip and with the frame that is shown. */
export function ClipToolbar(props: { clip: ClipView; player: ClipPlayer; isTrimming: boolean; onTrim: () => void; onDelete: () => void }) {
  const { clip, player, isTrimming, onTrim, onDelete } = props;
  const utils = trpc.useUtils();
  const poster = trpc.clips.choosePoster.useMutation({
    onSuccess: (changed) => {
      utils.clips.get.setData({ clipId: clip.id }, changed);
      void utils.clips.mine.invalidate();
      void utils.quota.invalidate();
      notifications.show({ title: 'Poster changed', message: 'The clip shows this frame in every list now.' });
    },
    onError: (error) => notifications.show({ color: 'red', title: 'The poster could not be changed', message: describeError(error) }),
  });
  const video = player.videoRef;
  return (
    <Group gap="xs" role="toolbar" aria-label="Clip tools">
      <Tool label="One frame back" keys="," onClick={() => player.step(-1)}>
        <IconPlayerSkipBack size={18} aria-hidden="true" />
      </Tool>
      <Tool label="One frame forward" keys="." onClick={() => player.step(1)}>
        <IconPlayerSkipForward size={18} aria-hidden="true" />
      </Tool>
      <Tool label="Copy frame" keys="C" onClick={() => void (video.current && copyFrame(video.current, clip.title))}>
        <IconCamera size={18} aria-hidden="true" />
      </Tool>
      {clip.isOwn ? (
        <>
          <Tool
            label="Use frame as poster"
            isDisabled={clip.posterUrl === null}
            isBusy={poster.isPending}
            onClick={() => poster.mutate({ clipId: clip.id, atSeconds: Math.min(player.shown().startSeconds, clip.durationSeconds) })}
          >
            <IconPhotoCheck size={18} aria-hidden="true" />
          </Tool>
          <Button
            variant={isTrimming ? 'light' : 'default'}
            leftSection={<IconScissors size={18} aria-hidden="true" />}
            aria-expanded={isTrimming}
            onClick={onTrim}
          >
            Trim
          </Button>
        </>
      ) : null}
      <DownloadMenu clip={clip} />
      {clip.isOwn ? <ShareClipButton clip={clip} /> : null}
      <CopyLink />
      {clip.isOwn ? (
        <Button variant="subtle" color="red" leftSection={<IconTrash size={18} aria-hidden="true" />} onClick={onDelete}>
          Delete
        </Button>
      ) : null}
    </Group>
  );
}

function Tool(props: { label: string; keys?: string; isBusy?: boolean; isDisabled?: boolean; onClick: () => void; children: ReactNode }) {
  const { label, keys, isBusy = false, isDisabled = false, onClick, children } = props;
  return (
    <Tooltip label={keys === undefined ? label : `${label} (${keys})`}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={label}
        loading={isBusy}
        disabled={isDisabled}
        onClick={onClick}
        {...(keys && { 'aria-keyshortcuts': keys })}
      >
        {children}
      </ActionIcon>
    </Tooltip>
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
