'use client';
import { LiveKitRoom, RoomAudioRenderer } from '@livekit/components-react';
import { notifications } from '@mantine/notifications';
import { ConnectionState, type DisconnectReason, Room, RoomEvent, VideoPresets } from 'livekit-client';
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

  useEffect(() => {
    const onDisconnected = (reason?: DisconnectReason) => onLeft(disconnectText(reason));
    room.on(RoomEvent.Disconnected, onDisconnected);
    return () => {
      room.off(RoomEvent.Disconnected, onDisconnected);
    };
  }, [room, onLeft]);

  function onError(error: Error) {
    // An error with a connection is about one thing in the call, without one it is about the call itself.
    if (room.state === ConnectionState.Disconnected) onLeft(`The call could not be joined: ${error.message}`);
    else notifications.show({ color: 'red', title: 'Something in the call failed', message: error.message });
  }

  return (
    <LiveKitRoom room={room} serverUrl={ticket.url} token={ticket.token} connect audio={withMicrophone} onError={onError}>
      <CallView roomName={roomName} viewer={viewer} ticket={ticket} onLeave={() => void room.disconnect()} />
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
