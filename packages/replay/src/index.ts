export type { Actor } from './access/actor.ts';
export { ReplayError, type ReplayErrorCode, replayErrorMessages } from './errors.ts';
export type { CaptureMedia } from './captures/get-capture.ts';
export type { StoredFile } from './clips/authorize-file.ts';
export type { FollowedEvent, LiveEvents } from './ports/live-events.ts';
export type { MediaDescription } from './ports/recorder.ts';
export type { Replay } from './replay.ts';
export { explainUnexpectedEnd } from './sessions/end-reasons.ts';
export * from './schemas/admin-schemas.ts';
export * from './schemas/capture-schemas.ts';
export * from './schemas/clip-schemas.ts';
export * from './schemas/common.ts';
export * from './schemas/community-schemas.ts';
export * from './schemas/event-schemas.ts';
export * from './schemas/invite-schemas.ts';
export * from './schemas/message-schemas.ts';
<<<<<<< HEAD
export * from './schemas/operation-schemas.ts';
export * from './schemas/presence-schemas.ts';
export { InvalidEnvError, parseReplayEnv, type ReplayEnv } from './schemas/replay-env.ts';
=======
export { InvalidEnvError, parseReplayEnv, type ReplayEnv, replayVariableNames } from './schemas/replay-env.ts';
>>>>>>> main
export * from './schemas/session-schemas.ts';
export * from './schemas/storage-schemas.ts';
