'use client';
import { useConnectionState, useLocalParticipant } from '@livekit/components-react';
import { useEffect } from 'react';
import { trpc } from '../../trpc/react.tsx';
import type { CallTicket } from '../../trpc/types.ts';
import { preloadPlaylistPlayer } from '../player/attach-playlist.ts';
import { CallContext, type Call } from './call-context.ts';
import { CallControls } from './call-controls.tsx';
import { CallHeader } from './call-header.tsx';
import classes from './call-view.module.css';
import { CaptureTray } from './capture-tray.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { GraceNotice } from './grace-notice.tsx';
import { JoinNotice } from './join-notice.tsx';
import { LoadProblem, unknownKeeping } from './load-problem.tsx';
import { Stage } from './stage.tsx';
import { useCaptures } from './use-captures.ts';
import { useLiveRoom } from './use-live-room.ts';
import { usePreferences } from './use-preferences.ts';
import { useServerClock } from './use-server-clock.ts';
import { useSessionNews } from './use-session-news.tsx';

/** Everything one sees in a call: header, stage, captures, controls. */
export function CallView(props: { roomName: string; viewer: { id: string; name: string }; ticket: CallTicket; onLeave: () => void }) {
  const { roomName, viewer, ticket, onLeave } = props;
  const connection = useConnectionState();
  const { isScreenShareEnabled } = useLocalParticipant();
  const { isLive, gaps } = useLiveRoom(roomName, viewer.id);
  // The polls are a net under the events, not a second source: slow while they flow.
  const sessions = trpc.sessions.inRoom.useQuery({ roomName }, { refetchInterval: isLive ? 15_000 : 3_000 });
  const rules = trpc.calls.rules.useQuery({ roomName }, { refetchInterval: isLive ? 60_000 : 10_000 });
  const preferences = usePreferences();
  const serverNow = useServerClock();
  const captures = useCaptures(roomName, serverNow);
  useSessionNews(sessions.data, { id: viewer.id, isSharing: isScreenShareEnabled });
  useEffect(preloadPlaylistPlayer, []);

  const call: Call = {
    roomName,
    viewer,
    ticket,
    rules: rules.data,
    preferences,
    sessions: sessions.data ?? [],
    areSessionsKnown: sessions.data !== undefined,
    gaps,
    serverNow,
  };
  return (
    <CallContext value={call}>
      <div className={classes.call}>
        <CallHeader />
        <main className={classes.body}>
          <div className={classes.stage}>
            <ConnectionNotice state={connection} />
            <LoadProblem query={sessions} text={unknownKeeping} />
            <LoadProblem query={rules} text="Whether you may capture and keep something here could not be loaded." />
            <JoinNotice isLoaded={sessions.isSuccess} />
            <GraceNotice />
            <Stage />
          </div>
          <CaptureTray captures={captures} />
        </main>
        <CallControls onCapture={captures.capture} onLeave={onLeave} />
      </div>
    </CallContext>
  );
}
