import { DisconnectReason, LeaveRequest_Action } from '@livekit/protocol';

/** What the recorder does when LiveKit ends its connection. */
export type LeaveOutcome =
  /** The media may live on: take up the signal again. */
  | { next: 'resume' }
  /** Join anew as the next generation. */
  | { next: 'rejoin' }
  /** Somebody wants us out: stay out. */
  | { next: 'stop'; code: 'removed' | 'room-deleted' };

const REJOIN: LeaveOutcome = { next: 'rejoin' };
const REMOVED: LeaveOutcome = { next: 'stop', code: 'removed' };
const ROOM_DELETED: LeaveOutcome = { next: 'stop', code: 'room-deleted' };

/** A row for each reason that LiveKit can give; newer servers may know more. */
const BY_REASON: Readonly<Partial<Record<DisconnectReason, LeaveOutcome>>> = {
  [DisconnectReason.UNKNOWN_REASON]: REJOIN,
  [DisconnectReason.CLIENT_INITIATED]: REJOIN,
  // Generations never share an identity, so this is another recorder of the same session: two would fight for ever.
  [DisconnectReason.DUPLICATE_IDENTITY]: REMOVED,
  [DisconnectReason.SERVER_SHUTDOWN]: REJOIN,
  [DisconnectReason.PARTICIPANT_REMOVED]: REMOVED,
  [DisconnectReason.ROOM_DELETED]: ROOM_DELETED,
  [DisconnectReason.STATE_MISMATCH]: REJOIN,
  [DisconnectReason.JOIN_FAILURE]: REJOIN,
  [DisconnectReason.MIGRATION]: REJOIN,
  [DisconnectReason.SIGNAL_CLOSE]: { next: 'resume' },
  // Everybody left. The sharer may come back, and whoever started the recording ends it when not.
  [DisconnectReason.ROOM_CLOSED]: REJOIN,
  [DisconnectReason.USER_UNAVAILABLE]: REMOVED,
  [DisconnectReason.USER_REJECTED]: REMOVED,
  [DisconnectReason.SIP_TRUNK_FAILURE]: REMOVED,
  [DisconnectReason.CONNECTION_TIMEOUT]: REJOIN,
  [DisconnectReason.MEDIA_FAILURE]: REJOIN,
};

/**
 * Reads a LeaveRequest. A reason to stay out wins over any action; otherwise the server's advice is followed.
 * Reasons and actions of newer servers lead to a new join.
 */
export function decideAfterLeave(reason: DisconnectReason, action: LeaveRequest_Action): LeaveOutcome {
  const byReason = BY_REASON[reason] ?? REJOIN;
  if (byReason.next === 'stop') return byReason;
  if (action === LeaveRequest_Action.RESUME) return { next: 'resume' };
  if (action === LeaveRequest_Action.RECONNECT) return REJOIN;
  return byReason;
}
