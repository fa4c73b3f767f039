import type { ReplayErrorCode } from '@reprise/replay';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';

/** How a refusal is told over HTTP and tRPC. */
interface ErrorStatus {
  status: number;
  trpc: TRPC_ERROR_CODE_KEY;
}

/** Every code of the product; a new one does not compile until it is here. */
export const errorMap = {
  UNAUTHENTICATED: { status: 401, trpc: 'UNAUTHORIZED' },
  PERMISSION_DENIED: { status: 403, trpc: 'FORBIDDEN' },
  SESSION_ALREADY_ACTIVE: { status: 400, trpc: 'BAD_REQUEST' },
  COMMUNITY_LIMIT_REACHED: { status: 409, trpc: 'CONFLICT' },
  REPLAY_DISABLED: { status: 403, trpc: 'FORBIDDEN' },
  NOT_SHARING: { status: 400, trpc: 'BAD_REQUEST' },
  NO_RECORDER_CAPACITY: { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
  STORAGE_UNAVAILABLE: { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
  // tRPC knows no 507; the response's own status says it.
  QUOTA_EXCEEDED: { status: 507, trpc: 'PAYLOAD_TOO_LARGE' },
  SESSION_NOT_FOUND: { status: 404, trpc: 'NOT_FOUND' },
  SESSION_NOT_ACTIVE: { status: 400, trpc: 'BAD_REQUEST' },
  NOT_SESSION_OWNER: { status: 403, trpc: 'FORBIDDEN' },
  NO_SEGMENTS: { status: 400, trpc: 'BAD_REQUEST' },
  CAPTURE_FAILED: { status: 500, trpc: 'INTERNAL_SERVER_ERROR' },
  CAPTURE_NOT_FOUND: { status: 404, trpc: 'NOT_FOUND' },
  CAPTURE_CANCELLED: { status: 409, trpc: 'CONFLICT' },
  CLIP_NOT_FOUND: { status: 404, trpc: 'NOT_FOUND' },
  NOT_CLIP_OWNER: { status: 403, trpc: 'FORBIDDEN' },
  CLIP_NOT_READY: { status: 409, trpc: 'CONFLICT' },
  LINK_NOT_FOUND: { status: 404, trpc: 'NOT_FOUND' },
  LINK_ENDED: { status: 410, trpc: 'NOT_FOUND' },
  LINKS_FORBIDDEN: { status: 403, trpc: 'FORBIDDEN' },
  EXPORT_TOO_SMALL: { status: 400, trpc: 'BAD_REQUEST' },
  FILE_NOT_FOUND: { status: 404, trpc: 'NOT_FOUND' },
  ROOM_NOT_FOUND: { status: 404, trpc: 'NOT_FOUND' },
  COMMUNITY_NOT_FOUND: { status: 404, trpc: 'NOT_FOUND' },
  INVITE_ENDED: { status: 410, trpc: 'NOT_FOUND' },
  CHANNEL_NOT_FOUND: { status: 404, trpc: 'NOT_FOUND' },
  MESSAGE_NOT_FOUND: { status: 404, trpc: 'NOT_FOUND' },
  ROLE_NOT_FOUND: { status: 404, trpc: 'NOT_FOUND' },
  USER_NOT_FOUND: { status: 404, trpc: 'NOT_FOUND' },
  CONFLICT: { status: 409, trpc: 'CONFLICT' },
  INVALID_INPUT: { status: 400, trpc: 'BAD_REQUEST' },
  RATE_LIMITED: { status: 429, trpc: 'TOO_MANY_REQUESTS' },
  LIVEKIT_UNREACHABLE: { status: 503, trpc: 'SERVICE_UNAVAILABLE' },
} as const satisfies Record<ReplayErrorCode, ErrorStatus>;
