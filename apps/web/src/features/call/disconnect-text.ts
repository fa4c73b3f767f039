import { DisconnectReason } from 'livekit-client';

/** Why the call ended, for the reasons a person did not choose; absent when they left by themselves. */
export function disconnectText(reason: DisconnectReason | undefined): string | undefined {
  switch (reason) {
    case DisconnectReason.CLIENT_INITIATED:
      return undefined;
    case DisconnectReason.DUPLICATE_IDENTITY:
      return 'You joined this call from another place; only one can be in it at a time.';
    case DisconnectReason.PARTICIPANT_REMOVED:
      return 'Somebody removed you from this call.';
    case DisconnectReason.ROOM_DELETED:
    case DisconnectReason.ROOM_CLOSED:
      return 'This call was closed.';
    case DisconnectReason.SERVER_SHUTDOWN:
      return 'The call server is restarting. Rejoin in a moment.';
    default:
      return 'The connection was lost and could not be restored.';
  }
}
