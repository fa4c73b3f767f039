-- CreateEnum
CREATE TYPE "ExportStatus" AS ENUM ('queued', 'running', 'done', 'failed');

-- AlterEnum
ALTER TYPE "FilePurpose" ADD VALUE 'EXPORT';

-- DropIndex
DROP INDEX "file_uploadedById_idx";

-- AlterTable
ALTER TABLE "community_replay_config" ADD COLUMN     "publicLinksAllowed" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "replay_clip" ADD COLUMN     "sizeBytes" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "clip_link" (
    "id" TEXT NOT NULL,
    "clipId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "viewCount" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "clip_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clip_export" (
    "clipId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "limitBytes" BIGINT NOT NULL,
    "status" "ExportStatus" NOT NULL DEFAULT 'queued',
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "reservedBytes" BIGINT NOT NULL DEFAULT 0,
    "errorCode" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "clip_export_pkey" PRIMARY KEY ("clipId")
);

-- CreateIndex
CREATE UNIQUE INDEX "clip_link_tokenHash_key" ON "clip_link"("tokenHash");

-- CreateIndex
CREATE INDEX "clip_link_clipId_createdAt_idx" ON "clip_link"("clipId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "clip_export_userId_idx" ON "clip_export"("userId");

-- CreateIndex
CREATE INDEX "clip_export_status_createdAt_idx" ON "clip_export"("status", "createdAt");

-- CreateIndex
CREATE INDEX "replay_clip_userId_durationSeconds_id_idx" ON "replay_clip"("userId", "durationSeconds" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "replay_clip_userId_sizeBytes_id_idx" ON "replay_clip"("userId", "sizeBytes" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "file_uploadedById_purpose_size_idx" ON "file"("uploadedById", "purpose", "size");

-- AddForeignKey
ALTER TABLE "clip_link" ADD CONSTRAINT "clip_link_clipId_fkey" FOREIGN KEY ("clipId") REFERENCES "replay_clip"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clip_export" ADD CONSTRAINT "clip_export_clipId_fkey" FOREIGN KEY ("clipId") REFERENCES "replay_clip"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Clips from before know their size.
UPDATE "replay_clip" c SET "sizeBytes" = f.size FROM "file" f WHERE f."resourceId" = c.id AND f.purpose = 'ORIGINAL';

-- What the schema language cannot say: a person's clips are found by any part of their titles.
-- Both extensions come with PostgreSQL and are trusted: the database's owner may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX "replay_clip_title_search" ON "replay_clip" USING gin ("userId", "title" gin_trgm_ops);

ALTER TABLE "clip_export"
  ADD CONSTRAINT "clip_export_bytes" CHECK ("reservedBytes" >= 0 AND "limitBytes" > 0),
  ADD CONSTRAINT "clip_export_progress" CHECK ("progress" BETWEEN 0 AND 1);
