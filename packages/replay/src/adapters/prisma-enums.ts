import type { Permission, Quality as QualityRow, RecorderKind, WhoMayCapture as WhoMayCaptureRow } from '@reprise/db';
import type { PermissionName, WhoMayCapture } from '../schemas/admin-schemas.ts';
import type { Quality } from '../schemas/session-schemas.ts';

/** The words of the API to those of the rows. */
export const qualityRows = { '720p': 'Q720P', '1080p': 'Q1080P', '1440p': 'Q1440P' } as const satisfies Record<Quality, QualityRow>;
export const qualities = { Q720P: '720p', Q1080P: '1080p', Q1440P: '1440p' } as const satisfies Record<QualityRow, Quality>;

export const recorderRows = { direct: 'DIRECT', egress: 'EGRESS' } as const satisfies Record<string, RecorderKind>;
export const recorders = { DIRECT: 'direct', EGRESS: 'egress' } as const satisfies Record<RecorderKind, string>;

export const whoMayCaptureRows = { sharer: 'SHARER', anyone: 'ANYONE' } as const satisfies Record<WhoMayCapture, WhoMayCaptureRow>;
export const whoMayCapture = { SHARER: 'sharer', ANYONE: 'anyone' } as const satisfies Record<WhoMayCaptureRow, WhoMayCapture>;

export const permissionRows = {
  ENABLE_REPLAY_BUFFER: 'enable_replay_buffer',
  CAPTURE_REPLAY: 'capture_replay',
  MANAGE_REPLAY_LIMITS: 'manage_community_replay_config',
} as const satisfies Record<PermissionName, Permission>;
export const permissions = {
  enable_replay_buffer: 'ENABLE_REPLAY_BUFFER',
  capture_replay: 'CAPTURE_REPLAY',
  manage_community_replay_config: 'MANAGE_REPLAY_LIMITS',
} as const satisfies Record<Permission, PermissionName>;
