import type { Actor } from './access/actor.ts';
import type { LivePlaces } from './access/authorize-channel.ts';
import type { CaptureMedia } from './captures/get-capture.ts';
import type { StoredFile } from './clips/authorize-file.ts';
import type {
  CommunityConfig,
  CommunityConfigPatch,
  CommunityView,
  Me,
  PermissionName,
  Quota,
  QuotaUsage,
  UserQuota,
} from './schemas/admin-schemas.ts';
import type { CallRules } from './schemas/call-schemas.ts';
import type { CaptureView, ParsedCaptureInput } from './schemas/capture-schemas.ts';
import type { LinkFileKind } from './links/open-clip-link.ts';
import type { ClipExportView, ExportInput } from './schemas/export-schemas.ts';
import type { ClipLinks, ClipLinkView, MadeClipLink, NewClipLink, PublicClip } from './schemas/link-schemas.ts';
import type { ClipPage, ClipPageInput, ClipShare, ClipView, DeletedClip, DeletedClips, TrimInput } from './schemas/clip-schemas.ts';
import type {
  AuditPage,
  AuditPageInput,
  ChannelMemberView,
  ChannelPatch,
  ChannelView,
  CommunityDetails,
  InviteView,
  MemberPage,
  MemberPageInput,
  NewChannel,
  RoleView,
} from './schemas/community-schemas.ts';
import type { InviteLink, NewInvite } from './schemas/invite-schemas.ts';
import type {
  AccountPage,
  CommunitySummaryPage,
  CommunityUsage,
  FailedCapturePage,
  FailedCapturePageInput,
  InstanceOverview,
  RunningSession,
  SearchPageInput,
} from './schemas/operation-schemas.ts';
import type { UserPreferences, UserPreferencesPatch } from './schemas/preference-schemas.ts';
import type { CallPresence } from './schemas/presence-schemas.ts';
import type { MessagePage, MessagePageInput, MessagePlace, MessageView } from './schemas/message-schemas.ts';
import type {
  CallToken,
  Room,
  RoomSession,
  RoomStatus,
  SessionView,
  StartSessionInput,
  StoppedSession,
} from './schemas/session-schemas.ts';
import type { LiveBufferPlace } from './sessions/authorize-live-buffer.ts';
import type { StorageProblem } from './schemas/storage-schemas.ts';

/** Everything a person can ask of the product; permissions are checked inside. All of it may throw ReplayError. */
export interface Replay {
  getMe(actor: Actor): Promise<Me>;
  listCommunities(actor: Actor): Promise<CommunityView[]>;
  listRooms(actor: Actor): Promise<Room[]>;
  getPreferences(actor: Actor): Promise<UserPreferences>;
  patchPreferences(actor: Actor, patch: UserPreferencesPatch): Promise<UserPreferences>;
  joinCall(actor: Actor, roomName: string): Promise<CallToken>;
  getCallRules(actor: Actor, roomName: string): Promise<CallRules>;
  /** The live topics the actor may follow: their own, and those of the places that are named. */
  listTopics(actor: Actor, places: LivePlaces): Promise<string[]>;

  listRoomSessions(actor: Actor, roomName: string): Promise<RoomSession[]>;
  getRoomStatus(actor: Actor, roomName: string): Promise<RoomStatus[]>;
  startSession(actor: Actor, input: StartSessionInput): Promise<SessionView>;
  stopSession(actor: Actor, sessionId: string): Promise<StoppedSession>;
  /** A running buffer, for looking back. */
  authorizeLiveBuffer(actor: Actor, sessionId: string): Promise<LiveBufferPlace>;

  requestCapture(actor: Actor, input: ParsedCaptureInput): Promise<CaptureView>;
  getCapture(actor: Actor, captureId: string): Promise<CaptureView>;
  /** Resolves when the capture is done; rejects with its error when it failed or was cancelled. */
  waitForCapture(actor: Actor, captureId: string, signal: AbortSignal): Promise<CaptureView>;
  listRecentCaptures(actor: Actor, roomName?: string): Promise<CaptureView[]>;
  cancelCapture(actor: Actor, captureId: string): Promise<CaptureView>;
  retryCapture(actor: Actor, captureId: string): Promise<CaptureView>;
  /** The pinned playlist of one's own capture. */
  authorizeCaptureMedia(actor: Actor, captureId: string): Promise<CaptureMedia>;

  listClips(actor: Actor, page: ClipPageInput): Promise<ClipPage>;
  getClip(actor: Actor, clipId: string): Promise<ClipView>;
  renameClip(actor: Actor, clipId: string, title: string): Promise<ClipView>;
  deleteClip(actor: Actor, clipId: string): Promise<DeletedClip>;
  deleteClips(actor: Actor, clipIds: readonly string[]): Promise<DeletedClips>;
  /** A new clip out of a range of one's own, followed like a capture. */
  trimClip(actor: Actor, input: TrimInput): Promise<CaptureView>;
  choosePoster(actor: Actor, input: { clipId: string; atSeconds: number }): Promise<ClipView>;
  shareClip(actor: Actor, clipId: string, channelId: string, comment?: string): Promise<MessageView>;
  listClipShares(actor: Actor, clipId: string): Promise<ClipShare[]>;
  unshareClip(actor: Actor, clipId: string, channelId: string): Promise<{ removedMessages: number }>;
  authorizeFile(actor: Actor, fileId: string): Promise<StoredFile>;

  createClipLink(actor: Actor, link: NewClipLink): Promise<MadeClipLink>;
  listClipLinks(actor: Actor, clipId: string): Promise<ClipLinks>;
  revokeClipLink(actor: Actor, linkId: string): Promise<ClipLinkView>;
  /** For anybody who has the link. */
  openClipLink(token: string): Promise<PublicClip>;
  findLinkFile(token: string, kind: LinkFileKind): Promise<StoredFile>;

  requestExport(actor: Actor, input: ExportInput): Promise<ClipExportView>;
  getExport(actor: Actor, clipId: string): Promise<ClipExportView | null>;
  deleteExport(actor: Actor, clipId: string): Promise<{ clipId: string }>;

  createCommunity(actor: Actor, name: string): Promise<{ id: string; name: string }>;
  renameCommunity(actor: Actor, communityId: string, name: string): Promise<{ id: string; name: string }>;
  previewInvite(actor: Actor, inviteCode: string): Promise<InviteView>;
  joinCommunity(actor: Actor, inviteCode: string): Promise<{ communityId: string }>;
  leaveCommunity(actor: Actor, communityId: string): Promise<{ communityId: string }>;
  getCommunity(actor: Actor, communityId: string): Promise<CommunityDetails>;
  /** Who is in the calls one may join. */
  listPresence(actor: Actor): Promise<CallPresence[]>;
  listInvites(actor: Actor, communityId: string): Promise<InviteLink[]>;
  createInvite(actor: Actor, invite: NewInvite): Promise<InviteLink>;
  revokeInvite(actor: Actor, input: { communityId: string; inviteId: string }): Promise<{ inviteId: string }>;
  getInvite(actor: Actor, communityId: string): Promise<{ inviteCode: string }>;
  resetInvite(actor: Actor, communityId: string): Promise<{ inviteCode: string }>;
  listRoles(actor: Actor, communityId: string): Promise<RoleView[]>;
  setRolePermissions(actor: Actor, input: { communityId: string; roleId: string; permissions: PermissionName[] }): Promise<RoleView>;
  listMembers(actor: Actor, page: MemberPageInput): Promise<MemberPage>;
  setMemberRole(actor: Actor, input: { communityId: string; userId: string; roleId: string }): Promise<{ userId: string; roleId: string }>;
  listChannels(actor: Actor, communityId: string): Promise<ChannelView[]>;
  createChannel(actor: Actor, channel: NewChannel): Promise<ChannelView>;
  deleteChannel(actor: Actor, channelId: string): Promise<{ id: string }>;
  listChannelMembers(actor: Actor, channelId: string): Promise<ChannelMemberView[]>;
  listAudit(actor: Actor, page: AuditPageInput): Promise<AuditPage>;
  removeMember(actor: Actor, communityId: string, userId: string): Promise<{ userId: string }>;
  patchChannel(actor: Actor, channelId: string, patch: ChannelPatch): Promise<ChannelView>;
  addChannelMember(actor: Actor, channelId: string, userId: string): Promise<{ userId: string }>;
  removeChannelMember(actor: Actor, channelId: string, userId: string): Promise<{ userId: string }>;

  listMessages(actor: Actor, page: MessagePageInput): Promise<MessagePage>;
  locateMessage(actor: Actor, messageId: string): Promise<MessagePlace>;
  postMessage(actor: Actor, message: { channelId: string; text: string }): Promise<MessageView>;
  deleteMessage(actor: Actor, messageId: string): Promise<{ id: string }>;

  getQuota(actor: Actor): Promise<Quota>;
  getQuotaUsage(actor: Actor): Promise<QuotaUsage>;
  getUserQuota(actor: Actor, userId: string): Promise<UserQuota>;
  setUserQuota(actor: Actor, userId: string, quotaBytes: number): Promise<UserQuota>;
  listStorageProblems(actor: Actor): Promise<StorageProblem[]>;
  getCommunityConfig(actor: Actor, communityId: string): Promise<CommunityConfig>;
  patchCommunityConfig(actor: Actor, communityId: string, patch: CommunityConfigPatch): Promise<CommunityConfig>;

  listRunningSessions(actor: Actor, communityId?: string): Promise<RunningSession[]>;
  stopSessionAsManager(actor: Actor, sessionId: string): Promise<StoppedSession>;
  getCommunityUsage(actor: Actor, input: { communityId: string; days: number }): Promise<CommunityUsage>;
  getInstanceOverview(actor: Actor): Promise<InstanceOverview>;
  listAccounts(actor: Actor, page: SearchPageInput): Promise<AccountPage>;
  listCommunitySummaries(actor: Actor, page: SearchPageInput): Promise<CommunitySummaryPage>;
  listFailedCaptures(actor: Actor, page: FailedCapturePageInput): Promise<FailedCapturePage>;
  retryAnyCapture(actor: Actor, captureId: string): Promise<CaptureView>;
}
