'use client';
import { useConnectionState } from '@livekit/components-react';
import { useEffect } from 'react';
import { trpc } from '../../trpc/react.tsx';
import type { CallTicket } from '../../trpc/types.ts';
import { preloadPlaylistPlayer } from '../player/attach-playlist.ts';
import { CallControls } from './call-controls.tsx';
import { CallHeader } from './call-header.tsx';
import classes from './call-view.module.css';
import { CaptureTray } from './capture-tray.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { Stage } from './stage.tsx';
import { useCaptures } from './use-captures.ts';
import { useLiveRoom } from './use-live-room.ts';
import { useServerClock } from './use-server-clock.ts';

/** Everything one sees in a call: header, stage, captures, controls. */
export function CallView(props: { roomName: string; viewer: { id: string; name: string }; ticket: CallTicket; onLeave: () => void }) {
  const { roomName, viewer, ticket, onLeave } = props;
  const connection = useConnectionState();
  const { isLive } = useLiveRoom(roomName, viewer.id);
  // The poll is a net under the events, not a second source: slow while they flow.
  const sessions = trpc.sessions.inRoom.useQuery({ roomName }, { refetchInterval: isLive ? 15_000 : 3_000 });
  const serverNow = useServerClock();
  const captures = useCaptures(roomName, serverNow);
  useEffect(preloadPlaylistPlayer, []);

  return (
    <div className={classes.call}>
      <CallHeader ticket={ticket} sessions={sessions.data ?? []} />
      <main className={classes.body}>
        <div className={classes.stage}>
          <ConnectionNotice state={connection} />
          <Stage viewerId={viewer.id} />
        </div>
        <CaptureTray captures={captures} />
      </main>
      <CallControls
        roomName={roomName}
        viewer={viewer}
        communityId={ticket.communityId}
        sessions={sessions.data ?? []}
        onCapture={captures.capture}
        onLeave={onLeave}
      />
    </div>
  );
}
