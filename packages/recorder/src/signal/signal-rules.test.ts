import { DisconnectReason, LeaveRequest_Action } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { backOffMs } from './back-off.ts';
import { decideAfterLeave } from './leave-rules.ts';

const { DISCONNECT, RESUME, RECONNECT } = LeaveRequest_Action;

describe('what follows a leave', () => {
  it.each([
    ['UNKNOWN_REASON', DISCONNECT, 'rejoin'],
    ['CLIENT_INITIATED', DISCONNECT, 'rejoin'],
    ['DUPLICATE_IDENTITY', DISCONNECT, 'removed'],
    ['SERVER_SHUTDOWN', DISCONNECT, 'rejoin'],
    ['PARTICIPANT_REMOVED', DISCONNECT, 'removed'],
    ['ROOM_DELETED', DISCONNECT, 'room-deleted'],
    ['STATE_MISMATCH', DISCONNECT, 'rejoin'],
    ['JOIN_FAILURE', DISCONNECT, 'rejoin'],
    ['MIGRATION', DISCONNECT, 'rejoin'],
    ['SIGNAL_CLOSE', DISCONNECT, 'resume'],
    ['ROOM_CLOSED', DISCONNECT, 'rejoin'],
    ['USER_UNAVAILABLE', DISCONNECT, 'removed'],
    ['USER_REJECTED', DISCONNECT, 'removed'],
    ['SIP_TRUNK_FAILURE', DISCONNECT, 'removed'],
    ['CONNECTION_TIMEOUT', DISCONNECT, 'rejoin'],
    ['MEDIA_FAILURE', DISCONNECT, 'rejoin'],
    ['MIGRATION', RESUME, 'resume'],
    ['UNKNOWN_REASON', RESUME, 'resume'],
    ['SERVER_SHUTDOWN', RECONNECT, 'rejoin'],
    ['SIGNAL_CLOSE', RECONNECT, 'rejoin'],
    ['PARTICIPANT_REMOVED', RECONNECT, 'removed'],
    ['ROOM_DELETED', RESUME, 'room-deleted'],
  ] as const)('%s with action %i: %s', (reason, action, expected) => {
    const outcome = decideAfterLeave(DisconnectReason[reason], action);
    expect(outcome.next === 'stop' ? outcome.code : outcome.next).toBe(expected);
  });
});

it.each([
  [0, 0, 250],
  [1, 0, 500],
  [4, 0, 4_000],
  [5, 0, 5_000],
  [50, 0, 5_000],
  [0, 1, 312.5],
  [5, 1, 5_000],
])('waits before attempt %i (chance %f) %f ms', (attempt, chance, expected) => {
  expect(backOffMs(attempt, () => chance)).toBe(expected);
});
