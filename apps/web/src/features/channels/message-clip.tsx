'use client';
import { Anchor, Group, Text, UnstyledButton } from '@mantine/core';
import { formatDuration, speakDuration } from '@reprise/ui';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import Link from 'next/link';
import { useState } from 'react';
import type { MessageView } from '../../trpc/types.ts';
import { watchState } from '../clips/refresh-clip.ts';
import classes from './channel-page.module.css';

/** A clip in a message: its picture, which becomes the player in the same place. */
export function MessageClip({ clip }: { clip: NonNullable<MessageView['clip']> }) {
  const [isPlaying, setIsPlaying] = useState(false);
  const state = watchState(clip);
  const poster = clip.posterUrl === null ? null : <img className={classes.poster} src={clip.posterUrl} alt="" loading="lazy" />;
  return (
    <div>
      {isPlaying ? (
        <video
          className={classes.clip}
          src={clip.fileUrl}
          controls
          autoPlay
          playsInline
          aria-label={clip.title}
          {...(clip.posterUrl === null ? {} : { poster: clip.posterUrl })}
        />
      ) : state === 'ready' ? (
        <UnstyledButton
          className={classes.clip}
          onClick={() => setIsPlaying(true)}
          aria-label={`Play ${clip.title}, ${speakDuration(clip.durationSeconds)}`}
        >
          {poster}
          <span className={classes.play} aria-hidden="true">
            <IconPlayerPlayFilled size={24} />
          </span>
        </UnstyledButton>
      ) : (
        <div className={classes.clip}>
          {poster}
          <Text size="sm" className={classes.note} role="status">
            {state === 'preparing' ? 'Being prepared' : 'It could not be prepared for watching here'}
          </Text>
        </div>
      )}
      <Group gap={8} mt={4}>
        <Anchor component={Link} href={`/clips/${clip.id}`} size="sm" prefetch={false}>
          {clip.title}
        </Anchor>
        <Text size="xs" c="dimmed">
          {formatDuration(clip.durationSeconds)}
        </Text>
      </Group>
    </div>
  );
}
