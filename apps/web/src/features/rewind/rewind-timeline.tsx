'use client';
import { Skeleton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { Timeline, type Marks } from '../player/timeline.tsx';
import classes from './rewind-panel.module.css';
import type { RewindPlayer } from './use-rewind-player.ts';
import { fragmentAt, holesOf, spreadFragments } from './wall-clock.ts';

/** One picture of the strip is about this wide. */
const pictureWidth = 110;

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 1 });

/** The buffer as a strip of pictures, with where one is and what is marked. */
export function RewindTimeline(props: {
  sessionId: string;
  player: RewindPlayer;
  marks: Marks;
  onMark: (mark: 'in' | 'out', value: number) => void;
}) {
  const { sessionId, player, marks, onMark } = props;
  const { ref, width } = useElementSize();
  const { span, fragments, positionMs } = player;
  const urlOf = (name: string): string => `/media/sessions/${encodeURIComponent(sessionId)}/thumbnails/${name}.jpg`;
  return (
    <div ref={ref}>
      {span === undefined || positionMs === undefined ? (
        <Skeleton h={56} role="status" aria-busy="true" aria-label="Loading the buffer" />
      ) : (
        <Timeline
          span={span}
          position={positionMs}
          marks={marks}
          frameMs={player.frameMs()}
          holes={holesOf(fragments)}
          say={(value) => clock.format(value)}
          onSeek={player.seek}
          onMark={onMark}
          preview={(value) => {
            const fragment = fragmentAt(fragments, value);
            return fragment && <img key={fragment.name} src={urlOf(fragment.name)} alt="" className={classes.large} />;
          }}
        >
          {spreadFragments(fragments, Math.max(1, Math.round(width / pictureWidth))).map((fragment, index) => (
            // The same picture may stand for two places of a short buffer.
            <img key={`${String(index)}-${fragment.name}`} src={urlOf(fragment.name)} alt="" className={classes.thumbnail} />
          ))}
        </Timeline>
      )}
    </div>
  );
}
