import { listTopics } from './access/authorize-channel.ts';
import { getCallRules } from './access/get-call-rules.ts';
import { joinCall } from './access/join-call.ts';
import { getMe, listCommunities, listRooms } from './access/list-places.ts';
import { cancelCapture, retryAnyCapture, retryCapture } from './captures/change-capture.ts';
import { authorizeCaptureMedia, getCapture, listRecentCaptures, waitForCapture } from './captures/get-capture.ts';
import { requestCapture } from './captures/request-capture.ts';
import { authorizeFile } from './clips/authorize-file.ts';
import {
  addChannelMember,
  createChannel,
  deleteChannel,
  listChannelMembers,
  listChannels,
  patchChannel,
  removeChannelMember,
} from './communities/channels.ts';
import {
  createCommunity,
  getInvite,
  leaveCommunity,
  renameCommunity,
  listMembers,
  listRoles,
  removeMember,
  resetInvite,
  setMemberRole,
  setRolePermissions,
} from './communities/membership.ts';
import { getCommunity } from './communities/get-community.ts';
import { createInvite, joinCommunity, listInvites, previewInvite, revokeInvite } from './communities/invites.ts';
import { listPresence } from './communities/list-presence.ts';
import { deleteExport, getExport, requestExport } from './exports/clip-exports.ts';
import { createClipLink, listClipLinks, revokeClipLink } from './links/clip-links.ts';
import { findLinkFile, openClipLink } from './links/open-clip-link.ts';
import { listAudit } from './audit/list-audit.ts';
import { choosePoster } from './clips/choose-poster.ts';
import { listClipShares, shareClip, unshareClip } from './clips/share-clip.ts';
import { trimClip } from './clips/trim-clip.ts';
import { deleteClip, deleteClips, getClip, listClips, renameClip } from './clips/my-clips.ts';
import { getCommunityConfig, getQuota, getQuotaUsage, getUserQuota, patchCommunityConfig, setUserQuota } from './limits/limits.ts';
import { deleteMessage, listMessages, locateMessage, postMessage } from './messages/messages.ts';
import { getCommunityUsage, listRunningSessions } from './operations/community-operations.ts';
import { getInstanceOverview, listAccounts, listCommunitySummaries, listFailedCaptures } from './operations/instance-operations.ts';
import { getPreferences, patchPreferences } from './preferences/my-preferences.ts';
import type { AccessStore } from './ports/access-store.ts';
import type { AuditStore } from './ports/audit-store.ts';
import type { CommunityStore } from './ports/community-store.ts';
import type { CallPresences } from './ports/call-presence.ts';
import type { CallRooms, CallTokens } from './ports/call-rooms.ts';
import type { CaptureStore } from './ports/capture-store.ts';
import type { ChangeSignals } from './ports/change-signals.ts';
import type { ClipStorage } from './ports/clip-storage.ts';
import type { ClipStore } from './ports/clip-store.ts';
import type { CommunityConfigStore } from './ports/community-config-store.ts';
import type { ExportStore } from './ports/export-store.ts';
import type { LinkStore } from './ports/link-store.ts';
import type { MessageStore } from './ports/message-store.ts';
import type { PosterMaker } from './ports/poster-maker.ts';
import type { PreferenceStore } from './ports/preference-store.ts';
import type { InviteStore } from './ports/invite-store.ts';
import type { OperationStore } from './ports/operation-store.ts';
import type { QuotaStore } from './ports/quota-store.ts';
import type { SessionStore } from './ports/session-store.ts';
import type { StorageReports } from './ports/storage-reports.ts';
import type { Replay } from './replay.ts';
import { authorizeLiveBuffer } from './sessions/authorize-live-buffer.ts';
import { getRoomStatus, listRoomSessions } from './sessions/list-room-sessions.ts';
import { startSession } from './sessions/start-session.ts';
import { stopSession, stopSessionAsManager } from './sessions/stop-session.ts';
import { listStorageProblems } from './storage/storage-problems.ts';

/** Everything the product's rules need from outside. */
export interface ReplayDeps {
  access: AccessStore;
  audit: AuditStore;
  captures: CaptureStore;
  clips: ClipStore;
  communities: CommunityStore;
  configs: CommunityConfigStore;
  exports: ExportStore;
  links: LinkStore;
  messages: MessageStore;
  posters: PosterMaker;
  preferences: PreferenceStore;
  invites: InviteStore;
  operations: OperationStore;
  presences: CallPresences;
  quotas: QuotaStore;
  rooms: CallRooms;
  sessions: SessionStore;
  signals: ChangeSignals;
  storage: ClipStorage;
  storageReports: StorageReports;
  tokens: CallTokens;
  recorder: 'direct' | 'egress';
  /** Quota of somebody whose quota nobody has set. */
  defaultQuotaBytes: number;
  /** The longest capture, whatever a community allows. */
  bufferDurationMs: number;
  now: () => Date;
}

/** Binds the rules to what they need. */
export function createReplay(deps: ReplayDeps): Replay {
  return {
    getMe: (actor) => getMe(deps, actor),
    listCommunities: (actor) => listCommunities(deps, actor),
    listRooms: (actor) => listRooms(deps, actor),
    getPreferences: (actor) => getPreferences(deps, actor),
    patchPreferences: (actor, patch) => patchPreferences(deps, actor, patch),
    joinCall: (actor, roomName) => joinCall(deps, actor, roomName),
    getCallRules: (actor, roomName) => getCallRules(deps, actor, roomName),
    listTopics: (actor, places) => listTopics(deps, actor, places),
    listRoomSessions: (actor, roomName) => listRoomSessions(deps, actor, roomName),
    getRoomStatus: (actor, roomName) => getRoomStatus(deps, actor, roomName),
    startSession: (actor, input) => startSession(deps, actor, input),
    stopSession: (actor, sessionId) => stopSession(deps, actor, sessionId),
    authorizeLiveBuffer: (actor, sessionId) => authorizeLiveBuffer(deps, actor, sessionId),
    requestCapture: (actor, input) => requestCapture(deps, actor, input),
    getCapture: (actor, captureId) => getCapture(deps, actor, captureId),
    waitForCapture: (actor, captureId, signal) => waitForCapture(deps, actor, captureId, signal),
    listRecentCaptures: (actor, roomName) => listRecentCaptures(deps, actor, roomName),
    cancelCapture: (actor, captureId) => cancelCapture(deps, actor, captureId),
    retryCapture: (actor, captureId) => retryCapture(deps, actor, captureId),
    authorizeCaptureMedia: (actor, captureId) => authorizeCaptureMedia(deps, actor, captureId),
    listClips: (actor, page) => listClips(deps, actor, page),
    getClip: (actor, clipId) => getClip(deps, actor, clipId),
    renameClip: (actor, clipId, title) => renameClip(deps, actor, clipId, title),
    deleteClip: (actor, clipId) => deleteClip(deps, actor, clipId),
    deleteClips: (actor, clipIds) => deleteClips(deps, actor, clipIds),
    trimClip: (actor, input) => trimClip(deps, actor, input),
    choosePoster: (actor, input) => choosePoster(deps, actor, input),
    shareClip: (actor, clipId, channelId, comment) => shareClip(deps, actor, clipId, channelId, comment),
    listClipShares: (actor, clipId) => listClipShares(deps, actor, clipId),
    unshareClip: (actor, clipId, channelId) => unshareClip(deps, actor, clipId, channelId),
    createClipLink: (actor, link) => createClipLink(deps, actor, link),
    listClipLinks: (actor, clipId) => listClipLinks(deps, actor, clipId),
    revokeClipLink: (actor, linkId) => revokeClipLink(deps, actor, linkId),
    openClipLink: (token) => openClipLink(deps, token),
    findLinkFile: (token, kind) => findLinkFile(deps, token, kind),
    requestExport: (actor, input) => requestExport(deps, actor, input),
    getExport: (actor, clipId) => getExport(deps, actor, clipId),
    deleteExport: (actor, clipId) => deleteExport(deps, actor, clipId),
    authorizeFile: (actor, fileId) => authorizeFile(deps, actor, fileId),
    createCommunity: (actor, name) => createCommunity(deps, actor, name),
    renameCommunity: (actor, communityId, name) => renameCommunity(deps, actor, communityId, name),
    previewInvite: (actor, inviteCode) => previewInvite(deps, actor, inviteCode),
    joinCommunity: (actor, inviteCode) => joinCommunity(deps, actor, inviteCode),
    leaveCommunity: (actor, communityId) => leaveCommunity(deps, actor, communityId),
    getCommunity: (actor, communityId) => getCommunity(deps, actor, communityId),
    listPresence: (actor) => listPresence(deps, actor),
    listInvites: (actor, communityId) => listInvites(deps, actor, communityId),
    createInvite: (actor, invite) => createInvite(deps, actor, invite),
    revokeInvite: (actor, input) => revokeInvite(deps, actor, input),
    getInvite: (actor, communityId) => getInvite(deps, actor, communityId),
    resetInvite: (actor, communityId) => resetInvite(deps, actor, communityId),
    listRoles: (actor, communityId) => listRoles(deps, actor, communityId),
    setRolePermissions: (actor, input) => setRolePermissions(deps, actor, input),
    listMembers: (actor, page) => listMembers(deps, actor, page),
    setMemberRole: (actor, input) => setMemberRole(deps, actor, input),
    listChannels: (actor, communityId) => listChannels(deps, actor, communityId),
    createChannel: (actor, channel) => createChannel(deps, actor, channel),
    deleteChannel: (actor, channelId) => deleteChannel(deps, actor, channelId),
    listChannelMembers: (actor, channelId) => listChannelMembers(deps, actor, channelId),
    listAudit: (actor, page) => listAudit(deps, actor, page),
    removeMember: (actor, communityId, userId) => removeMember(deps, actor, communityId, userId),
    patchChannel: (actor, channelId, patch) => patchChannel(deps, actor, channelId, patch),
    addChannelMember: (actor, channelId, userId) => addChannelMember(deps, actor, channelId, userId),
    removeChannelMember: (actor, channelId, userId) => removeChannelMember(deps, actor, channelId, userId),
    listMessages: (actor, page) => listMessages(deps, actor, page),
    locateMessage: (actor, messageId) => locateMessage(deps, actor, messageId),
    postMessage: (actor, message) => postMessage(deps, actor, message),
    deleteMessage: (actor, messageId) => deleteMessage(deps, actor, messageId),
    getQuota: (actor) => getQuota(deps, actor),
    getQuotaUsage: (actor) => getQuotaUsage(deps, actor),
    getUserQuota: (actor, userId) => getUserQuota(deps, actor, userId),
    setUserQuota: (actor, userId, quotaBytes) => setUserQuota(deps, actor, userId, quotaBytes),
    listStorageProblems: (actor) => listStorageProblems(deps, actor),
    getCommunityConfig: (actor, communityId) => getCommunityConfig(deps, actor, communityId),
    patchCommunityConfig: (actor, communityId, patch) => patchCommunityConfig(deps, actor, communityId, patch),
    listRunningSessions: (actor, communityId) => listRunningSessions(deps, actor, communityId),
    stopSessionAsManager: (actor, sessionId) => stopSessionAsManager(deps, actor, sessionId),
    getCommunityUsage: (actor, input) => getCommunityUsage(deps, actor, input),
    getInstanceOverview: (actor) => getInstanceOverview(deps, actor),
    listAccounts: (actor, page) => listAccounts(deps, actor, page),
    listCommunitySummaries: (actor, page) => listCommunitySummaries(deps, actor, page),
    listFailedCaptures: (actor, page) => listFailedCaptures(deps, actor, page),
    retryAnyCapture: (actor, captureId) => retryAnyCapture(deps, actor, captureId),
  };
}
