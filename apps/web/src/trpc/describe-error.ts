import type { AppRouter } from '@reprise/api';
import { isTRPCClientError } from '@trpc/client';

/** What to do about a refusal, where the text of the API alone leaves a person helpless. */
const advice: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'Your sign-in has ended. Sign in again.',
  SESSION_ALREADY_ACTIVE: 'You already have a replay buffer running, maybe in another tab or call. Stop it there first.',
  COMMUNITY_LIMIT_REACHED: 'This community already runs as many replay buffers as it allows. Try again when one ends.',
  REPLAY_DISABLED: 'This community has switched replay buffers off.',
  NOT_SHARING: 'Share your screen first, then enable the buffer.',
  NO_RECORDER_CAPACITY: 'The recorder is not running or is full. Try again in a moment.',
  QUOTA_EXCEEDED: 'Your clips fill your quota. Delete some in My clips, then try again.',
  NOT_SESSION_OWNER: 'Only the person who shares may capture this.',
  CHANNEL_NOT_FOUND: 'This channel does not exist any more, or you may not write in it.',
  SESSION_NOT_ACTIVE: 'This replay buffer has ended.',
  NO_SEGMENTS: 'No picture is buffered for that stretch of time: nobody shared, the share was paused, or it has just begun.',
  CAPTURE_FAILED: 'The clip could not be made. The buffer is untouched: try again.',
  LINKS_FORBIDDEN: 'This community has switched public links off.',
  EXPORT_TOO_SMALL: 'This clip is too long for that size. Choose a larger one.',
  RATE_LIMITED: 'Too many requests at once. Wait a moment and try again.',
  LIVEKIT_UNREACHABLE: 'The call server does not answer. Try again in a moment.',
  ROOM_NOT_FOUND: 'This call does not exist, or you are not a member of its community.',
};

/** The stable code of a refusal by the API, if it is one. */
export function errorCode(error: unknown): string | undefined {
  return isTRPCClientError<AppRouter>(error) ? error.data?.replay?.code : undefined;
}

/** A sentence for the person in front of the screen: what happened and what helps. */
export function describeError(error: unknown): string {
  const code = errorCode(error);
  if (code !== undefined) return adviceFor(code) ?? (error instanceof Error ? error.message : code);
  if (isTRPCClientError(error) && error.data === undefined) return 'The server cannot be reached. Check the connection.';
  return 'Something went wrong on the server.';
}

/** The advice for a code, for places that hold a code instead of an error. */
export function adviceFor(code: string): string | undefined {
  return advice[code];
}
