'use client';
import { LiveKitRoom, RoomAudioRenderer } from '@livekit/components-react';
import { DisconnectReason, Room, RoomEvent, VideoPresets } from 'livekit-client';
import { useEffect, useState } from 'react';
import type { CallTicket } from '../../trpc/types.ts';
import { CallView } from './call-view.tsx';
import { disconnectText } from './disconnect-text.ts';

/** Connects to LiveKit with a ticket and shows the call until it ends. */
export function CallRoom(props: {
  roomName: string;
  viewer: { id: string; name: string };
  ticket: CallTicket;
  withMicrophone: boolean;
  onLeft: (reason: string | undefined) => void;
}) {
  const { roomName, viewer, ticket, withMicrophone, onLeft } = props;
  const [room] = useState(createRoom);
  const [error, setError] = useState<Error>();

  useEffect(() => {
    const onDisconnected = (reason?: DisconnectReason) => onLeft(disconnectText(reason));
    room.on(RoomEvent.Disconnected, onDisconnected);
    return () => {
      room.off(RoomEvent.Disconnected, onDisconnected);
    };
  }, [room, onLeft]);

  return (
    <LiveKitRoom
      room={room}
      serverUrl={ticket.url}
      token={ticket.token}
      connect
      audio={withMicrophone}
      onError={setError}
      onMediaDeviceFailure={() => setError(new Error('The microphone cannot be used. Check the permission of this page.'))}
    >
      <CallView roomName={roomName} viewer={viewer} ticket={ticket} error={error} onLeave={() => void room.disconnect()} />
      <RoomAudioRenderer />
    </LiveKitRoom>
  );
}

function createRoom(): Room {
  return new Room({
    adaptiveStream: true,
    // Pausing a layer nobody watches would tear holes into the clock of a recording that begins later.
    dynacast: false,
    disconnectOnPageLeave: true,
    videoCaptureDefaults: { resolution: VideoPresets.h540.resolution },
  });
}
