'use client';
import { useIsMuted, useIsSpeaking, VideoTrack, type TrackReferenceOrPlaceholder } from '@livekit/components-react';
import { Text } from '@mantine/core';
import { PersonAvatar } from '@reprise/ui';
import { IconMicrophoneOff } from '@tabler/icons-react';
import { Track } from 'livekit-client';
import classes from './participant-tile.module.css';

/** One person: their camera or their initials, name, microphone state, a ring while they speak. */
export function ParticipantTile({ trackRef, isViewer }: { trackRef: TrackReferenceOrPlaceholder; isViewer: boolean }) {
  const { participant, publication } = trackRef;
  const isSpeaking = useIsSpeaking(participant);
  const isMicrophoneMuted = useIsMuted({ participant, source: Track.Source.Microphone });
  const name = participant.name || participant.identity;
  return (
    <li className={classes.tile} data-speaking={isSpeaking}>
      {publication === undefined || publication.isMuted ? (
        <PersonAvatar name={name} className={classes.initials ?? ''} />
      ) : (
        <VideoTrack className={classes.video} trackRef={{ ...trackRef, publication }} />
      )}
      <span className={classes.name}>
        {isMicrophoneMuted ? <IconMicrophoneOff size={14} role="img" aria-label="Microphone off" /> : null}
        <Text size="xs" truncate span>
          {isViewer ? `${name} (you)` : name}
        </Text>
      </span>
    </li>
  );
}
