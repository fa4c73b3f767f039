export { findUserPermissions } from './access/list-places.ts';
export { type CaptureFilesOptions, createCaptureFiles, describeFile, pinsDirectoryName, sweepPins } from './adapters/capture-files.ts';
export { type ClusterTurns, createClusterTurns } from './adapters/cluster-turns.ts';
export { createPrismaStores } from './adapters/create-prisma-stores.ts';
export { createDirectRecorder, type DirectRecorderOptions } from './adapters/direct-recorder.ts';
export { createLiveBuffers } from './adapters/live-buffers.ts';
export { createLiveEventHub, type LiveEventHub, type LiveEventHubOptions } from './adapters/live-event-hub.ts';
export { createLiveKitCallPresence } from './adapters/livekit-call-presence.ts';
export { createLiveKitCallRooms, type LiveKitApiOptions } from './adapters/livekit-call-rooms.ts';
export { ConcatenationError } from './adapters/cut-egress-clip.ts';
export { createEgressApi, type EgressApi } from './adapters/egress-api.ts';
export { createEgressRecorder, type EgressRecorder } from './adapters/egress-recorder.ts';
export { createLiveKitCallSurvey } from './adapters/livekit-call-survey.ts';
export { createLiveKitCallTokens, type LiveKitTokenOptions } from './adapters/livekit-call-tokens.ts';
export { signalPresence } from './adapters/prisma-presence-signals.ts';
export { createWebhookReader, type ReadWebhook } from './adapters/livekit-webhooks.ts';
export { createLocalClipStorage, type LocalClipStorage, resolveInside } from './adapters/local-clip-storage.ts';
export { createMediaTools, type MediaToolsOptions } from './adapters/media-tools.ts';
export { createPosterMaker } from './adapters/poster-files.ts';
export { type Audit, createPrismaAudit, type QuotaDrift } from './adapters/prisma-audit.ts';
export { type CaptureQueueOptions, createPrismaCaptureQueue } from './adapters/prisma-capture-queue.ts';
export { type CaptureWorkOptions, createPrismaCaptureWork } from './adapters/prisma-capture-work.ts';
export { type Demo, type SeedDemoDeps, seedDemo } from './adapters/prisma-demo.ts';
export { publishEvents, signalEvent, wakeWorkers, WORK_CHANNEL } from './adapters/prisma-live-events.ts';
export { createPrismaExportQueue } from './adapters/prisma-export-queue.ts';
export { createPrismaMaintenance, type Maintenance } from './adapters/prisma-maintenance.ts';
export { type AbandonedBuffer, createPrismaNodeStore, type NodeReport, type NodeStore } from './adapters/prisma-node-store.ts';
export { createPrismaPinStore, type PinStore } from './adapters/prisma-pin-store.ts';
export { CALL_HINT_CHANNEL, createPrismaReconcileStore, parseCallHint, signalCallHint } from './adapters/prisma-reconcile-store.ts';
export { createPrismaRenditionStore } from './adapters/prisma-rendition-store.ts';
export { createPrismaSessionWork, type SessionWorkOptions } from './adapters/prisma-session-work.ts';
export { createRecorderToken } from './adapters/recorder-token.ts';
export { createSessionBuffers } from './adapters/session-buffers.ts';
export { markStorage, measureStorage, type StorageHealth } from './adapters/storage-health.ts';
export { sweepTemporaryFiles } from './adapters/sweep-temporary-files.ts';
export { createCaptureRunner, type CaptureRunner } from './captures/capture-runner.ts';
export type { CaptureReporter } from './captures/run-capture.ts';
export { makeCompatibleRendition } from './clips/make-compatible-rendition.ts';
export { makePictures } from './clips/make-pictures.ts';
export { EXPORT_KEEP_MS } from './exports/clip-exports.ts';
export { makeExport } from './exports/make-export.ts';
export type { ExportJob, ExportQueue } from './ports/export-store.ts';
export type { LiveBuffers, LiveMedia } from './ports/live-buffers.ts';
export { type Reconciled, reconcileSessions, type ReconcileDeps } from './sessions/reconcile-sessions.ts';
export { createReplay, type ReplayDeps } from './create-replay.ts';
export type { SessionBuffers, SessionReporter } from './sessions/run-session.ts';
export { createSessionRunner, type SessionRunner } from './sessions/session-runner.ts';
export { inspectMediaPrograms, type MediaPrograms } from './adapters/inspect-media-programs.ts';
export {
  findOrphanBuffers,
  inspectStoredFiles,
  setOrphansAside,
  type StoredFilesReport,
} from './adapters/inspect-stored-files.ts';
export {
  createPrismaOperatorStore,
  type NodeView,
  type OperatorStore,
  type PersonQuota,
  shareOfQuota,
} from './adapters/prisma-operator-store.ts';
export { settleRestored, type SettledRows } from './adapters/prisma-settle-restored.ts';
export { createPrismaStoredFiles, type StoredFileRow, type StoredFileRows } from './adapters/prisma-stored-files.ts';
export { stopAllSessions, type StoppedSessions } from './sessions/stop-all-sessions.ts';
export { linkOrCopy } from './adapters/link-or-copy.ts';
