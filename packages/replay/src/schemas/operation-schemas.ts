import { z } from 'zod';
import { quotaSchema } from './admin-schemas.ts';
import { bytesSchema, idSchema, instantSchema, textSchema } from './common.ts';
import { qualitySchema, sessionStatusSchema } from './session-schemas.ts';

/** A replay buffer that is held by a recorder now, as those who manage limits see it. */
export const runningSessionSchema = z.object({
  id: z.string(),
  userId: z.string(),
  username: z.string(),
  roomName: z.string(),
  /** Null: the channel or community is gone. */
  channelName: z.string().nullable(),
  communityName: z.string().nullable(),
  quality: qualitySchema,
  status: sessionStatusSchema,
  startedAt: instantSchema,
  bufferedSeconds: z.number(),
  bufferBytes: bytesSchema,
  bitrateBps: z.number().nullable(),
  nodeId: z.string().nullable(),
});
export type RunningSession = z.infer<typeof runningSessionSchema>;

/** Clips that are kept, by the day (UTC, YYYY-MM-DD) on which they were made. */
export const usageDaySchema = z.object({ day: z.iso.date(), clips: z.number().int(), bytes: bytesSchema });
export type UsageDay = z.infer<typeof usageDaySchema>;

/** What a community keeps: every day of the asked span, the last one today, and everything ever kept. */
export const communityUsageSchema = z.object({ days: z.array(usageDaySchema), totalClips: z.number().int(), totalBytes: bytesSchema });
export type CommunityUsage = z.infer<typeof communityUsageSchema>;

export const usageInputSchema = z.strictObject({ communityId: idSchema, days: z.number().int().min(1).max(366).default(30) });

/** A search through people or communities, page by page. `cursor` is the id of the last one of the page before. */
export const searchPageInputSchema = z.strictObject({
  search: textSchema.trim().max(100).default(''),
  limit: z.number().int().min(1).max(100).default(25),
  cursor: idSchema.nullish(),
});
export type SearchPageInput = z.infer<typeof searchPageInputSchema>;

/** Somebody with an account, and what their clips take. */
export const accountSchema = quotaSchema.extend({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  isInstanceAdmin: z.boolean(),
  createdAt: instantSchema,
  clips: z.number().int(),
});
export type Account = z.infer<typeof accountSchema>;
export const accountPageSchema = z.object({ accounts: z.array(accountSchema), nextCursor: z.string().nullable() });
export type AccountPage = z.infer<typeof accountPageSchema>;

/** A community as the people who run the instance see it. */
export const communitySummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: instantSchema,
  members: z.number().int(),
  clips: z.number().int(),
  clipBytes: bytesSchema,
  running: z.number().int(),
  maxConcurrent: z.number().int(),
  enabled: z.boolean(),
});
export type CommunitySummary = z.infer<typeof communitySummarySchema>;
export const communitySummaryPageSchema = z.object({ communities: z.array(communitySummarySchema), nextCursor: z.string().nullable() });
export type CommunitySummaryPage = z.infer<typeof communitySummaryPageSchema>;

/** What a worker says about its disks; a field that it does not tell is missing. */
export const nodeHealthSchema = z.object({
  diskFreeBytes: z.number().optional(),
  diskTotalBytes: z.number().optional(),
  bufferState: z.string().optional(),
  clipsFreeBytes: z.number().optional(),
  clipsState: z.string().optional(),
});

/** A worker. `isAlive`: its heartbeat is younger than 15 s. */
export const recorderNodeSchema = z.object({
  id: z.string(),
  recorder: z.enum(['direct', 'egress']),
  capacity: z.number().int(),
  recordings: z.number().int(),
  version: z.string(),
  draining: z.boolean(),
  isAlive: z.boolean(),
  startedAt: instantSchema,
  heartbeatAt: instantSchema,
  health: nodeHealthSchema,
});
export type RecorderNodeView = z.infer<typeof recorderNodeSchema>;

/** The whole instance: its workers and what it stores. */
export const instanceOverviewSchema = z.object({
  nodes: z.array(recorderNodeSchema),
  people: z.number().int(),
  communities: z.number().int(),
  clips: z.number().int(),
  clipBytes: bytesSchema,
  bufferBytes: bytesSchema,
  reservedBytes: bytesSchema,
});
export type InstanceOverview = z.infer<typeof instanceOverviewSchema>;

/** A capture that did not become a clip. `canRetry`: its buffer is still there. */
export const failedCaptureSchema = z.object({
  id: z.string(),
  userId: z.string(),
  username: z.string(),
  communityName: z.string().nullable(),
  channelName: z.string().nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  attempts: z.number().int(),
  requestedSeconds: z.number(),
  createdAt: instantSchema,
  canRetry: z.boolean(),
});
export type FailedCapture = z.infer<typeof failedCaptureSchema>;

/** A page of failed captures, newest first. */
export const failedCapturePageInputSchema = z.strictObject({
  limit: z.number().int().min(1).max(100).default(25),
  cursor: idSchema.nullish(),
});
export type FailedCapturePageInput = z.infer<typeof failedCapturePageInputSchema>;
export const failedCapturePageSchema = z.object({ captures: z.array(failedCaptureSchema), nextCursor: z.string().nullable() });
export type FailedCapturePage = z.infer<typeof failedCapturePageSchema>;
