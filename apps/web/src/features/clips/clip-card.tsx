'use client';
import { Badge } from '@mantine/core';
import { formatBytes, formatDuration, LocalTime, speakDuration } from '@reprise/ui';
import { IconMovie, IconPlayerPlayFilled } from '@tabler/icons-react';
import Link from 'next/link';
import { memo, useRef } from 'react';
import type { ClipView } from '../../trpc/types.ts';
import classes from './clip-card.module.css';
import { ClipActions } from './clip-actions.tsx';
import { StoryboardPreview } from './storyboard-preview.tsx';

/** Where clips are chosen: whether this one is, whether any is, and what a press on its box does. */
interface Choosing {
  isSelected: boolean;
  isSelecting: boolean;
  onToggle: (isRange: boolean) => void;
}

/** One clip in a list: its picture leads to the player and shows what is in it, its box chooses it, its menu does the rest. */
export function ClipCard({ clip, choosing }: { clip: ClipView; choosing?: Choosing }) {
  return (
    <li className={classes.card} data-selected={choosing?.isSelected ?? false} data-selecting={choosing?.isSelecting ?? false}>
      {choosing === undefined ? null : (
        <input
          type="checkbox"
          className={classes.select}
          checked={choosing.isSelected}
          // A click, also one by the space bar, knows of the shift key; a change does not.
          onClick={(event) => choosing.onToggle(event.shiftKey)}
          onChange={() => undefined}
          aria-label={`Select ${clip.title}`}
        />
      )}
      <ClipBody clip={clip} />
    </li>
  );
}

/**
 * What choosing does not change: a page of clips is chosen at once without rendering it anew.
 * Plain elements, as two dozen of these come to life before the page answers its first press.
 */
const ClipBody = memo(function ClipBody({ clip }: { clip: ClipView }) {
  const picture = useRef<HTMLAnchorElement>(null);
  return (
    <>
      <Link ref={picture} prefetch={false} href={`/clips/${clip.id}`} className={classes.poster}>
        <span className={classes.spoken}>{`Play ${clip.title}, ${speakDuration(clip.durationSeconds)}`}</span>
        {clip.posterUrl === null ? (
          <IconMovie size={36} aria-hidden="true" />
        ) : (
          // Posters come from this server in the size they are shown in; an image optimizer would only copy them.
          <img src={clip.posterUrl} alt="" loading="lazy" decoding="async" className={classes.image} />
        )}
        {clip.storyboardUrl === null ? null : <StoryboardPreview url={clip.storyboardUrl} target={picture} />}
        <span className={classes.play} aria-hidden="true">
          <IconPlayerPlayFilled size={22} />
        </span>
        <span className={classes.length} aria-hidden="true">
          {formatDuration(clip.durationSeconds)}
        </span>
      </Link>
      <div className={classes.facts}>
        <div className={classes.words}>
          <p className={classes.title} title={clip.title}>
            {clip.title}
          </p>
          <p className={classes.when}>
            <LocalTime at={clip.capturedAt} /> · <span className={classes.size}>{formatBytes(clip.sizeBytes)}</span>
          </p>
          <div className={classes.notes}>
            {clip.communityName === null ? null : <p className={classes.community}>{clip.communityName}</p>}
            {clip.complete ? null : (
              <Badge size="xs" variant="outline" color="orange" tt="none">
                {clip.gaps.length > 0 ? 'Has gaps' : 'Shorter than asked'}
              </Badge>
            )}
          </div>
        </div>
        <ClipActions clip={clip} />
      </div>
    </>
  );
});
