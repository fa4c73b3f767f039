'use client';
import { useTracks, VideoTrack, type TrackReferenceOrPlaceholder } from '@livekit/components-react';
import { ActionIcon, SegmentedControl, Text, Tooltip } from '@mantine/core';
import { useFullscreenElement } from '@mantine/hooks';
import { PersonAvatar } from '@reprise/ui';
import { IconMaximize, IconMinimize, IconPinnedOff } from '@tabler/icons-react';
import { Track } from 'livekit-client';
import { useState, type ReactNode } from 'react';
import { useCall } from './call-context.ts';
import { ParticipantTile } from './participant-tile.tsx';
import { chooseStage } from './choose-stage.ts';
import classes from './stage.module.css';

/** The shared screen, or the person one has chosen, big, with everybody beside; without either everybody in a grid. */
export function Stage() {
  const { viewer } = useCall();
  const tracks = useTracks(
    [
      { source: Track.Source.Camera, withPlaceholder: true },
      { source: Track.Source.ScreenShare, withPlaceholder: false },
    ],
    { onlySubscribed: false },
  );
  const [chosenShare, setChosenShare] = useState<string>();
  const [focused, setFocused] = useState<string>();
  const shares = tracks.filter(({ source }) => source === Track.Source.ScreenShare);
  const people = tracks.filter(({ source }) => source === Track.Source.Camera);
  const main = chooseStage({ shares, people, chosenShare, focused, viewerId: viewer.id });
  const isShare = main?.source === Track.Source.ScreenShare;

  return (
    <div className={classes.layout} data-sharing={main !== undefined}>
      {main === undefined ? null : (
        <MainPicture trackRef={main} isShare={isShare} isViewer={main.participant.identity === viewer.id}>
          {isShare && shares.length > 1 ? (
            <SegmentedControl
              size="xs"
              aria-label="Which screen to show"
              value={main.participant.identity}
              onChange={setChosenShare}
              data={shares.map((item) => ({ value: item.participant.identity, label: nameOf(item) }))}
            />
          ) : null}
          {isShare ? null : (
            <Tooltip label="Back to everybody">
              <ActionIcon variant="default" size="lg" aria-label={`Stop focusing ${nameOf(main)}`} onClick={() => setFocused(undefined)}>
                <IconPinnedOff size={18} />
              </ActionIcon>
            </Tooltip>
          )}
        </MainPicture>
      )}
      <ul className={classes.people} aria-label="People in this call" data-count={Math.min(people.length, 9)}>
        {people.map((trackRef) => (
          <ParticipantTile
            key={trackRef.participant.identity}
            trackRef={trackRef}
            isViewer={trackRef.participant.identity === viewer.id}
            isFocused={trackRef.participant.identity === focused}
            onFocus={() => setFocused((known) => (known === trackRef.participant.identity ? undefined : trackRef.participant.identity))}
          />
        ))}
      </ul>
    </div>
  );
}

function MainPicture(props: { trackRef: TrackReferenceOrPlaceholder; isShare: boolean; isViewer: boolean; children: ReactNode }) {
  const { trackRef, isShare, isViewer, children } = props;
  const { ref, toggle, fullscreen } = useFullscreenElement();
  const { publication } = trackRef;
  const name = nameOf(trackRef);
  return (
    <section ref={ref} className={classes.share} aria-label={isShare ? `Screen of ${name}` : name}>
      {publication === undefined || publication.isMuted ? (
        <PersonAvatar name={name} className={classes.initials ?? ''} />
      ) : (
        <VideoTrack className={classes.video} trackRef={{ ...trackRef, publication }} />
      )}
      <Text className={classes.caption} size="sm" component="div">
        {isShare ? (isViewer ? 'You are sharing your screen' : `${name} is sharing`) : name}
      </Text>
      <div className={classes.choice}>
        {children}
        <Tooltip label={fullscreen ? 'Leave full screen' : 'Full screen'}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={fullscreen ? 'Leave full screen' : 'Full screen'}
            onClick={() => void toggle()}
          >
            {fullscreen ? <IconMinimize size={18} /> : <IconMaximize size={18} />}
          </ActionIcon>
        </Tooltip>
      </div>
    </section>
  );
}

function nameOf({ participant }: TrackReferenceOrPlaceholder): string {
  return participant.name || participant.identity;
}
