'use client';
import { Text } from '@mantine/core';
import {
  MediaControlBar,
  MediaController,
  MediaFullscreenButton,
  MediaMuteButton,
  MediaPlaybackRateButton,
  MediaPlayButton,
  MediaSeekBackwardButton,
  MediaSeekForwardButton,
  MediaTimeDisplay,
  MediaTimeRange,
  MediaVolumeRange,
} from 'media-chrome/react';
import type { RefObject } from 'react';
import classes from './player-frame.module.css';

/**
 * The picture and its controls. `small` leaves away what does not fit a card and has media-chrome's own keys; a page with a
 * `large` one has more of them, see player-keys.ts.
 */
export function PlayerFrame(props: {
  videoRef: RefObject<HTMLVideoElement | null>;
  isShown: boolean;
  poster: string | undefined;
  label: string;
  problem: string | undefined;
  size: 'small' | 'large';
}) {
  const { videoRef, isShown, poster, label, problem, size } = props;
  return (
    <figure className={classes.frame} data-size={size}>
      <MediaController className={classes.player} aria-label={label} noHotkeys={size === 'large'}>
        <video
          ref={videoRef}
          slot="media"
          className={classes.video}
          data-shown={isShown}
          aria-label={label}
          playsInline
          preload="auto"
          {...(poster === undefined ? {} : { poster })}
        />
        <MediaControlBar className={classes.bar}>
          <MediaPlayButton />
          {size === 'large' ? <MediaSeekBackwardButton seekOffset={5} /> : null}
          {size === 'large' ? <MediaSeekForwardButton seekOffset={5} /> : null}
          <MediaTimeRange />
          <MediaTimeDisplay showDuration />
          <MediaMuteButton />
          {size === 'large' ? <MediaVolumeRange className={classes.wideOnly} /> : null}
          {size === 'large' ? <MediaPlaybackRateButton className={classes.wideOnly} rates={[0.25, 0.5, 1, 1.5, 2]} /> : null}
          <MediaFullscreenButton />
        </MediaControlBar>
      </MediaController>
      {problem === undefined ? null : (
        <Text component="figcaption" size="sm" p="xs" role="alert">
          {problem}
        </Text>
      )}
    </figure>
  );
}
