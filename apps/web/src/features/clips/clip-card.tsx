'use client';
import { Badge, Checkbox, Group, Text, VisuallyHidden } from '@mantine/core';
import { formatBytes, formatDuration, LocalTime, speakDuration } from '@reprise/ui';
import { IconMovie, IconPlayerPlayFilled } from '@tabler/icons-react';
import Link from 'next/link';
import { useRef } from 'react';
import type { ClipView } from '../../trpc/types.ts';
import classes from './clip-card.module.css';
import { ClipActions } from './clip-actions.tsx';
import { StoryboardPreview } from './storyboard-preview.tsx';

/** One clip in a list: its picture leads to the player and shows what is in it, its box chooses it, its menu does the rest. */
export function ClipCard(props: { clip: ClipView; isSelected: boolean; isSelecting: boolean; onToggle: (isRange: boolean) => void }) {
  const { clip, isSelected, isSelecting, onToggle } = props;
  const picture = useRef<HTMLAnchorElement>(null);
  return (
    <li className={classes.card} data-selected={isSelected} data-selecting={isSelecting}>
      <Checkbox
        className={classes.select}
        checked={isSelected}
        // A click, also one by the space bar, knows of the shift key; a change does not.
        onClick={(event) => onToggle(event.shiftKey)}
        onChange={() => undefined}
        aria-label={`Select ${clip.title}`}
      />
      <Link ref={picture} prefetch={false} href={`/clips/${clip.id}`} className={classes.poster}>
        <VisuallyHidden>
          Play {clip.title}, {speakDuration(clip.durationSeconds)}
        </VisuallyHidden>
        {clip.posterUrl === null ? (
          <IconMovie size={36} aria-hidden="true" />
        ) : (
          // Posters come from this server in the size they are shown in; an image optimizer would only copy them.
          <img src={clip.posterUrl} alt="" loading="lazy" className={classes.image} />
        )}
        {clip.storyboardUrl === null ? null : <StoryboardPreview url={clip.storyboardUrl} target={picture} />}
        <span className={classes.play} aria-hidden="true">
          <IconPlayerPlayFilled size={22} />
        </span>
        <span className={classes.length} aria-hidden="true">
          {formatDuration(clip.durationSeconds)}
        </span>
      </Link>
      <Group justify="space-between" wrap="nowrap" gap="xs" p="sm" align="start">
        <div style={{ minWidth: 0 }}>
          <Text fw={600} truncate title={clip.title}>
            {clip.title}
          </Text>
          <Text size="sm" c="dimmed">
            <LocalTime at={clip.capturedAt} /> · {formatBytes(clip.sizeBytes)}
          </Text>
          <Group gap={6} mt={4}>
            {clip.communityName === null ? null : (
              <Text size="xs" c="dimmed" truncate>
                {clip.communityName}
              </Text>
            )}
            {clip.complete ? null : (
              <Badge size="xs" variant="outline" color="orange" tt="none">
                {clip.gaps.length > 0 ? 'Has gaps' : 'Shorter than asked'}
              </Badge>
            )}
          </Group>
        </div>
        <ClipActions clip={clip} />
      </Group>
    </li>
  );
}
