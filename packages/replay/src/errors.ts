/**
 * Everything the product refuses or fails with. One literal per case, with the text people see;
 * HTTP and tRPC statuses are decided where those protocols are spoken (packages/api).
 */
export const replayErrorMessages = {
  UNAUTHENTICATED: 'Not signed in',
  PERMISSION_DENIED: 'Permission denied',
  SESSION_ALREADY_ACTIVE: 'User already has an active replay buffer',
  COMMUNITY_LIMIT_REACHED: 'Community replay buffer limit reached',
  REPLAY_DISABLED: 'Replay buffer is disabled in this community',
  NOT_SHARING: 'You are not sharing your screen in this room',
  NO_RECORDER_CAPACITY: 'No recorder has room for another replay buffer',
  STORAGE_UNAVAILABLE: 'The storage does not take new replay buffers',
  QUOTA_EXCEEDED: 'User quota exceeded',
  SESSION_NOT_FOUND: 'Egress session not found',
  SESSION_NOT_ACTIVE: 'Session is not active',
  NOT_SESSION_OWNER: 'Session does not belong to user',
  NO_SEGMENTS: 'No segments found in specified time range',
  CAPTURE_FAILED: 'Failed to process replay',
  CAPTURE_NOT_FOUND: 'Capture not found',
  CAPTURE_CANCELLED: 'Capture was cancelled',
  CLIP_NOT_FOUND: 'Clip not found',
  NOT_CLIP_OWNER: 'Clip does not belong to user',
  CLIP_NOT_READY: 'The clip is being prepared',
  FILE_NOT_FOUND: 'File not found',
  LINK_NOT_FOUND: 'This link does not exist',
  LINK_ENDED: 'This link no longer works',
  LINKS_FORBIDDEN: 'Public links are switched off in this community',
  EXPORT_TOO_SMALL: 'The clip is too long for that size',
  ROOM_NOT_FOUND: 'Room not found',
  COMMUNITY_NOT_FOUND: 'Community not found',
  INVITE_ENDED: 'This invitation is no longer valid',
  CHANNEL_NOT_FOUND: 'Channel not found',
  MESSAGE_NOT_FOUND: 'Message not found',
  ROLE_NOT_FOUND: 'Role not found',
  USER_NOT_FOUND: 'User not found',
  CONFLICT: 'Somebody else changed this at the same time',
  INVALID_INPUT: 'Invalid input',
  RATE_LIMITED: 'Too many requests',
  LIVEKIT_UNREACHABLE: 'The LiveKit server cannot be reached',
} as const;

/** The literal codes of {@link ReplayError}; clients may switch on them. */
export type ReplayErrorCode = keyof typeof replayErrorMessages;

/** A refusal or failure with a code, a message that is safe to show, and the cause for the log. */
export class ReplayError extends Error {
  readonly code: ReplayErrorCode;
  /** Typed facts for the client, such as the field that was wrong. Never secrets or paths. */
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ReplayErrorCode, options: { message?: string; details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(options.message ?? replayErrorMessages[code], options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ReplayError';
    this.code = code;
    this.details = options.details;
  }
}
