'use client';
import { LiveKitRoom, RoomAudioRenderer } from '@livekit/components-react';
import { notifications } from '@mantine/notifications';
import { ConnectionState, type DisconnectReason, Room, RoomEvent, VideoPresets } from 'livekit-client';
import { useEffect, useState } from 'react';
import type { CallTicket } from '../../trpc/types.ts';
import { CallView } from './call-view.tsx';
import type { DeviceChoices } from './device-choices.ts';
import { disconnectText } from './disconnect-text.ts';
import type { Entrance } from './pre-join.tsx';

/** Connects to LiveKit with a ticket and shows the call until it ends. */
export function CallRoom(props: {
  roomName: string;
  viewer: { id: string; name: string };
  ticket: CallTicket;
  entrance: Entrance;
  onLeft: (reason: string | undefined) => void;
}) {
  const { roomName, viewer, ticket, entrance, onLeft } = props;
  const [room] = useState(() => createRoom(entrance.devices));

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
    <LiveKitRoom
      room={room}
      serverUrl={ticket.url}
      token={ticket.token}
      connect
      audio={entrance.devices.isMicrophoneOn}
      video={entrance.isCameraOn}
      onError={onError}
    >
      <CallView roomName={roomName} viewer={viewer} ticket={ticket} onLeave={() => void room.disconnect()} />
      <RoomAudioRenderer />
    </LiveKitRoom>
  );
}

function createRoom({ microphoneId, cameraId, speakerId }: DeviceChoices): Room {
  return new Room({
    adaptiveStream: true,
    // Pausing a layer nobody watches would tear holes into the clock of a recording that begins later.
    dynacast: false,
    disconnectOnPageLeave: true,
    audioCaptureDefaults: microphoneId === '' ? {} : { deviceId: microphoneId },
    videoCaptureDefaults: { resolution: VideoPresets.h540.resolution, ...(cameraId === '' ? {} : { deviceId: cameraId }) },
    ...(speakerId === '' ? {} : { audioOutput: { deviceId: speakerId } }),
  });
}
