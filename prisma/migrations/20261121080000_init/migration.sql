-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Permission" AS ENUM ('enable_replay_buffer', 'capture_replay', 'manage_community_replay_config');

-- CreateEnum
CREATE TYPE "ChannelKind" AS ENUM ('TEXT', 'VOICE');

-- CreateEnum
CREATE TYPE "Quality" AS ENUM ('720p', '1080p', '1440p');

-- CreateEnum
CREATE TYPE "WhoMayCapture" AS ENUM ('sharer', 'anyone');

-- CreateEnum
CREATE TYPE "RecorderKind" AS ENUM ('direct', 'egress');

-- CreateEnum
CREATE TYPE "SessionStatus" AS ENUM ('starting', 'active', 'grace', 'stopping', 'stopped', 'ended', 'failed');

-- CreateEnum
CREATE TYPE "CaptureStatus" AS ENUM ('queued', 'pinning', 'cutting', 'finishing', 'done', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "FileType" AS ENUM ('VIDEO', 'IMAGE');

-- CreateEnum
CREATE TYPE "StorageType" AS ENUM ('LOCAL', 'S3');

-- CreateEnum
CREATE TYPE "ResourceType" AS ENUM ('REPLAY_CLIP');

-- CreateEnum
CREATE TYPE "FilePurpose" AS ENUM ('ORIGINAL', 'COMPATIBLE', 'POSTER', 'STORYBOARD');

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT,
    "banned" BOOLEAN,
    "banReason" TEXT,
    "banExpires" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "impersonatedBy" TEXT,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "auth_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_account" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMP(3),
    "refreshTokenExpiresAt" TIMESTAMP(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "auth_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "auth_verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "community" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "inviteCode" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "community_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "community_role" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "permissions" "Permission"[],

    CONSTRAINT "community_role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "community_member" (
    "communityId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "roleId" TEXT NOT NULL,
    "joinedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "community_member_pkey" PRIMARY KEY ("communityId","userId")
);

-- CreateTable
CREATE TABLE "channel" (
    "id" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "ChannelKind" NOT NULL,
    "isPrivate" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_member" (
    "channelId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    CONSTRAINT "channel_member_pkey" PRIMARY KEY ("channelId","userId")
);

-- CreateTable
CREATE TABLE "message" (
    "id" TEXT NOT NULL,
    "channelId" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "clipId" TEXT,
    "hadClip" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "community_replay_config" (
    "communityId" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "maxConcurrent" INTEGER NOT NULL DEFAULT 5,
    "defaultQuality" "Quality" NOT NULL DEFAULT '1080p',
    "allowedQualities" "Quality"[] DEFAULT ARRAY['720p', '1080p', '1440p']::"Quality"[],
    "whoMayCapture" "WhoMayCapture" NOT NULL DEFAULT 'sharer',
    "startAutomatically" BOOLEAN NOT NULL DEFAULT false,
    "longestClipSeconds" INTEGER NOT NULL DEFAULT 3600,
    "clipRetentionDays" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "community_replay_config_pkey" PRIMARY KEY ("communityId")
);

-- CreateTable
CREATE TABLE "egress_session" (
    "id" TEXT NOT NULL,
    "egressId" TEXT NOT NULL,
    "roomName" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "communityId" TEXT,
    "quality" "Quality" NOT NULL,
    "recorder" "RecorderKind" NOT NULL,
    "status" "SessionStatus" NOT NULL DEFAULT 'starting',
    "reason" TEXT,
    "segmentPath" TEXT NOT NULL,
    "videoTrackId" TEXT,
    "audioTrackId" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "activeAt" TIMESTAMPTZ(3),
    "graceUntil" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "bufferDeletedAt" TIMESTAMPTZ(3),
    "bufferedFrom" TIMESTAMPTZ(3),
    "bufferedTo" TIMESTAMPTZ(3),
    "bufferBytes" BIGINT NOT NULL DEFAULT 0,
    "bitrateBps" INTEGER,
    "media" JSONB,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "nodeId" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "egress_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "capture" (
    "id" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "communityId" TEXT,
    "status" "CaptureStatus" NOT NULL DEFAULT 'queued',
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "pressedAt" TIMESTAMPTZ(3) NOT NULL,
    "requestedStart" TIMESTAMPTZ(3) NOT NULL,
    "requestedEnd" TIMESTAMPTZ(3) NOT NULL,
    "actualStart" TIMESTAMPTZ(3),
    "actualEnd" TIMESTAMPTZ(3),
    "gaps" JSONB,
    "complete" BOOLEAN,
    "reservedBytes" BIGINT NOT NULL DEFAULT 0,
    "startOffsetSeconds" DOUBLE PRECISION,
    "targetChannelId" TEXT,
    "title" TEXT,
    "idempotencyKey" TEXT,
    "errorCode" TEXT,
    "errorMessage" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nodeId" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "clipId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "capture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "replay_clip" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "communityId" TEXT,
    "sessionId" TEXT,
    "roomName" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "durationSeconds" DOUBLE PRECISION NOT NULL,
    "capturedAt" TIMESTAMPTZ(3) NOT NULL,
    "requestedStart" TIMESTAMPTZ(3) NOT NULL,
    "requestedEnd" TIMESTAMPTZ(3) NOT NULL,
    "actualStart" TIMESTAMPTZ(3) NOT NULL,
    "actualEnd" TIMESTAMPTZ(3) NOT NULL,
    "gaps" JSONB NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "replay_clip_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file" (
    "id" TEXT NOT NULL,
    "filename" TEXT NOT NULL,
    "mimeType" TEXT NOT NULL,
    "fileType" "FileType" NOT NULL,
    "size" BIGINT NOT NULL,
    "checksum" TEXT NOT NULL,
    "storageType" "StorageType" NOT NULL DEFAULT 'LOCAL',
    "storagePath" TEXT NOT NULL,
    "resourceType" "ResourceType" NOT NULL DEFAULT 'REPLAY_CLIP',
    "resourceId" TEXT NOT NULL,
    "purpose" "FilePurpose" NOT NULL,
    "uploadedById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_replay_quota" (
    "userId" TEXT NOT NULL,
    "quotaBytes" BIGINT NOT NULL,
    "usedBytes" BIGINT NOT NULL DEFAULT 0,
    "reservedBytes" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "user_replay_quota_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "recorder_node" (
    "id" TEXT NOT NULL,
    "address" TEXT,
    "recorder" "RecorderKind" NOT NULL,
    "capacity" INTEGER NOT NULL,
    "recordings" INTEGER NOT NULL DEFAULT 0,
    "version" TEXT NOT NULL,
    "draining" BOOLEAN NOT NULL DEFAULT false,
    "health" JSONB,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeatAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recorder_node_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "live_event" (
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "live_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" TEXT NOT NULL,
    "actorId" TEXT,
    "communityId" TEXT,
    "action" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "auth_session_token_key" ON "auth_session"("token");

-- CreateIndex
CREATE INDEX "auth_session_userId_idx" ON "auth_session"("userId");

-- CreateIndex
CREATE INDEX "auth_account_userId_idx" ON "auth_account"("userId");

-- CreateIndex
CREATE INDEX "auth_verification_identifier_idx" ON "auth_verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "community_inviteCode_key" ON "community"("inviteCode");

-- CreateIndex
CREATE UNIQUE INDEX "community_role_communityId_name_key" ON "community_role"("communityId", "name");

-- CreateIndex
CREATE INDEX "community_member_userId_idx" ON "community_member"("userId");

-- CreateIndex
CREATE INDEX "community_member_roleId_idx" ON "community_member"("roleId");

-- CreateIndex
CREATE UNIQUE INDEX "channel_communityId_kind_name_key" ON "channel"("communityId", "kind", "name");

-- CreateIndex
CREATE INDEX "channel_member_userId_idx" ON "channel_member"("userId");

-- CreateIndex
CREATE INDEX "message_channelId_createdAt_id_idx" ON "message"("channelId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "message_clipId_idx" ON "message"("clipId");

-- CreateIndex
CREATE INDEX "message_authorId_idx" ON "message"("authorId");

-- CreateIndex
CREATE UNIQUE INDEX "egress_session_egressId_key" ON "egress_session"("egressId");

-- CreateIndex
CREATE INDEX "egress_session_roomName_status_idx" ON "egress_session"("roomName", "status");

-- CreateIndex
CREATE INDEX "egress_session_communityId_status_idx" ON "egress_session"("communityId", "status");

-- CreateIndex
CREATE INDEX "egress_session_userId_startedAt_idx" ON "egress_session"("userId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "egress_session_status_leaseUntil_idx" ON "egress_session"("status", "leaseUntil");

-- CreateIndex
CREATE UNIQUE INDEX "capture_clipId_key" ON "capture"("clipId");

-- CreateIndex
CREATE INDEX "capture_status_leaseUntil_idx" ON "capture"("status", "leaseUntil");

-- CreateIndex
CREATE INDEX "capture_sessionId_idx" ON "capture"("sessionId");

-- CreateIndex
CREATE INDEX "capture_userId_createdAt_idx" ON "capture"("userId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "capture_userId_idempotencyKey_key" ON "capture"("userId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "replay_clip_userId_createdAt_id_idx" ON "replay_clip"("userId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "replay_clip_userId_communityId_createdAt_id_idx" ON "replay_clip"("userId", "communityId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "replay_clip_communityId_createdAt_idx" ON "replay_clip"("communityId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "replay_clip_sessionId_idx" ON "replay_clip"("sessionId");

-- CreateIndex
CREATE UNIQUE INDEX "file_storagePath_key" ON "file"("storagePath");

-- CreateIndex
CREATE INDEX "file_uploadedById_idx" ON "file"("uploadedById");

-- CreateIndex
CREATE UNIQUE INDEX "file_resourceId_purpose_key" ON "file"("resourceId", "purpose");

-- CreateIndex
CREATE INDEX "live_event_topic_id_idx" ON "live_event"("topic", "id");

-- CreateIndex
CREATE INDEX "live_event_createdAt_idx" ON "live_event"("createdAt");

-- CreateIndex
CREATE INDEX "audit_event_communityId_createdAt_idx" ON "audit_event"("communityId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "audit_event_actorId_createdAt_idx" ON "audit_event"("actorId", "createdAt" DESC);

-- AddForeignKey
ALTER TABLE "auth_session" ADD CONSTRAINT "auth_session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth_account" ADD CONSTRAINT "auth_account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "community_role" ADD CONSTRAINT "community_role_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "community_member" ADD CONSTRAINT "community_member_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "community_member" ADD CONSTRAINT "community_member_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "community_member" ADD CONSTRAINT "community_member_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "community_role"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_member" ADD CONSTRAINT "channel_member_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES "channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_member" ADD CONSTRAINT "channel_member_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES "channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_clipId_fkey" FOREIGN KEY ("clipId") REFERENCES "replay_clip"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "community_replay_config" ADD CONSTRAINT "community_replay_config_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "egress_session" ADD CONSTRAINT "egress_session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "egress_session" ADD CONSTRAINT "egress_session_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "capture" ADD CONSTRAINT "capture_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "egress_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "capture" ADD CONSTRAINT "capture_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "capture" ADD CONSTRAINT "capture_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "capture" ADD CONSTRAINT "capture_clipId_fkey" FOREIGN KEY ("clipId") REFERENCES "replay_clip"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "replay_clip" ADD CONSTRAINT "replay_clip_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "replay_clip" ADD CONSTRAINT "replay_clip_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "replay_clip" ADD CONSTRAINT "replay_clip_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "egress_session"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file" ADD CONSTRAINT "file_resourceId_fkey" FOREIGN KEY ("resourceId") REFERENCES "replay_clip"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file" ADD CONSTRAINT "file_uploadedById_fkey" FOREIGN KEY ("uploadedById") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_replay_quota" ADD CONSTRAINT "user_replay_quota_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
