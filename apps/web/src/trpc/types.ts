import type { AppRouter } from '@reprise/api';
import type { inferRouterOutputs } from '@trpc/server';

type Outputs = inferRouterOutputs<AppRouter>;

/** A community of mine, with its channels and what I may do in it. */
export type CommunityView = Outputs['communities']['list'][number];
/** A replay buffer in a room, as everybody there sees it. */
export type RoomSession = Outputs['sessions']['inRoom'][number];
/** A capture from the press to the clip. */
export type CaptureView = Outputs['captures']['get'];
/** A finished clip. */
export type ClipView = Outputs['clips']['get'];
/** Where and as whom to join LiveKit. */
export type CallTicket = Outputs['calls']['join'];
/** A message of a channel. */
export type MessageView = Outputs['messages']['list']['messages'][number];
/** A public link to a clip, as its maker sees it. */
export type ClipLinkView = Outputs['links']['list']['links'][number];
/** A copy of a clip below a size. */
export type ClipExportView = NonNullable<Outputs['exports']['get']>;
/** What the clips of one person may and do take, and by what. */
export type QuotaUsageView = Outputs['quota']['usage'];
/** The same without its parts. */
export type QuotaView = Outputs['quota']['mine'];
/** What the community of a call allows, and what I may do there. */
export type CallRules = Outputs['calls']['rules'];
/** Who is in a call now. */
export type CallPresence = Outputs['communities']['presence'][number];
/** A community and what I am there. */
export type CommunityDetails = Outputs['communities']['get'];
/** A channel as its community's admins manage it. */
export type ChannelView = Outputs['channels']['list'][number];
/** A link into a community. */
export type InviteLinkView = Outputs['communities']['invites'][number];
/** A community's replay settings. */
export type CommunityConfig = Outputs['admin']['communityConfig']['get'];
/** A role and what it may. */
export type RoleView = Outputs['communities']['roles'][number];
/** Somebody in a community. */
export type MemberView = Outputs['communities']['members']['members'][number];
/** A replay buffer that runs, as those who manage limits see it. */
export type RunningSessionView = Outputs['admin']['runningSessions'][number];
/** What a community keeps, day by day. */
export type CommunityUsageView = Outputs['admin']['usage'];
/** What somebody did. */
export type AuditEventView = Outputs['admin']['audit']['events'][number];
/** Somebody with an account, and what their clips take. */
export type AccountView = Outputs['admin']['accounts']['accounts'][number];
/** A worker that records. */
export type RecorderNodeView = Outputs['admin']['overview']['nodes'][number];
/** A capture that did not become a clip. */
export type FailedCaptureView = Outputs['admin']['failedCaptures']['captures'][number];
/** A disk of a worker that takes no new recordings. */
export type StorageProblem = Outputs['admin']['storageProblems'][number];
/** A span of wall-clock time, ISO 8601. */
export type InstantRange = { startAt: string; endAt: string };
