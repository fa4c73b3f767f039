'use client';
import {
  useConnectionQualityIndicator,
  useIsMuted,
  useIsSpeaking,
  VideoTrack,
  type TrackReferenceOrPlaceholder,
} from '@livekit/components-react';
import { Text, UnstyledButton } from '@mantine/core';
import { PersonAvatar } from '@reprise/ui';
import { IconMicrophoneOff, IconVolume, IconWifi1 } from '@tabler/icons-react';
import { ConnectionQuality, Track } from 'livekit-client';
import classes from './participant-tile.module.css';

/** One person: their camera or their initials, name, microphone state, a mark while they speak. A press shows them big. */
export function ParticipantTile(props: {
  trackRef: TrackReferenceOrPlaceholder;
  isViewer: boolean;
  isFocused: boolean;
  onFocus: () => void;
}) {
  const { trackRef, isViewer, isFocused, onFocus } = props;
  const { participant, publication } = trackRef;
  const isSpeaking = useIsSpeaking(participant);
  const isMicrophoneMuted = useIsMuted({ participant, source: Track.Source.Microphone });
  const { quality } = useConnectionQualityIndicator({ participant });
  const isShaky = quality === ConnectionQuality.Poor || quality === ConnectionQuality.Lost;
  const name = participant.name || participant.identity;
  return (
    <li className={classes.tile} data-speaking={isSpeaking}>
      {publication === undefined || publication.isMuted ? (
        <PersonAvatar name={name} className={classes.initials ?? ''} />
      ) : (
        <VideoTrack className={classes.video} trackRef={{ ...trackRef, publication }} />
      )}
      <UnstyledButton
        className={classes.focus ?? ''}
        aria-pressed={isFocused}
        aria-label={isFocused ? `Stop showing ${name} big` : `Show ${name} big`}
        onClick={onFocus}
      />
      <span className={classes.name}>
        {isMicrophoneMuted ? <IconMicrophoneOff size={14} role="img" aria-label="Microphone off" /> : null}
        {isSpeaking ? <IconVolume size={14} role="img" aria-label="Speaking" /> : null}
        {isShaky ? <IconWifi1 size={14} role="img" aria-label="Bad connection" /> : null}
        <Text size="xs" truncate span>
          {isViewer ? `${name} (you)` : name}
        </Text>
      </span>
    </li>
  );
}
