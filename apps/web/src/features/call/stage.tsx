'use client';
import { useTracks, VideoTrack, type TrackReferenceOrPlaceholder } from '@livekit/components-react';
import { SegmentedControl, Text } from '@mantine/core';
import { Track } from 'livekit-client';
import { useState } from 'react';
import { ParticipantTile } from './participant-tile.tsx';
import classes from './stage.module.css';

/** The shared screen, big, with everybody beside it; without a share everybody in a grid. */
export function Stage({ viewerId }: { viewerId: string }) {
  const tracks = useTracks(
    [
      { source: Track.Source.Camera, withPlaceholder: true },
      { source: Track.Source.ScreenShare, withPlaceholder: false },
    ],
    { onlySubscribed: false },
  );
  const [chosen, setChosen] = useState<string>();
  const shares = tracks.filter(({ source }) => source === Track.Source.ScreenShare);
  const people = tracks.filter(({ source }) => source === Track.Source.Camera);
  // What others show matters more to the viewer than their own screen.
  const share =
    shares.find(({ participant }) => participant.identity === chosen) ??
    shares.find(({ participant }) => participant.identity !== viewerId) ??
    shares[0];

  return (
    <div className={classes.layout} data-sharing={share !== undefined}>
      {share === undefined ? null : (
        <section className={classes.share} aria-label={`Screen of ${nameOf(share)}`}>
          {share.publication === undefined ? null : (
            <VideoTrack className={classes.video} trackRef={{ ...share, publication: share.publication }} />
          )}
          <Text className={classes.caption} size="sm" component="div">
            {share.participant.identity === viewerId ? 'You are sharing your screen' : `${nameOf(share)} is sharing`}
          </Text>
          {shares.length > 1 ? (
            <SegmentedControl
              className={classes.choice}
              size="xs"
              aria-label="Which screen to show"
              value={share.participant.identity}
              onChange={setChosen}
              data={shares.map((item) => ({ value: item.participant.identity, label: nameOf(item) }))}
            />
          ) : null}
        </section>
      )}
      <ul className={classes.people} aria-label="People in this call" data-count={Math.min(people.length, 9)}>
        {people.map((trackRef) => (
          <ParticipantTile key={trackRef.participant.identity} trackRef={trackRef} isViewer={trackRef.participant.identity === viewerId} />
        ))}
      </ul>
    </div>
  );
}

function nameOf({ participant }: TrackReferenceOrPlaceholder): string {
  return participant.name || participant.identity;
}
