-- CreateTable
CREATE TABLE "community_invite" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "createdById" TEXT,
    "expiresAt" TIMESTAMPTZ(3),
    "maxUses" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "community_invite_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "community_invite_code_key" ON "community_invite"("code");

-- CreateIndex
CREATE INDEX "community_invite_communityId_createdAt_idx" ON "community_invite"("communityId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "community_invite_createdById_idx" ON "community_invite"("createdById");

-- CreateIndex
CREATE INDEX "capture_status_createdAt_id_idx" ON "capture"("status", "createdAt" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "community_invite" ADD CONSTRAINT "community_invite_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "community_invite" ADD CONSTRAINT "community_invite_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
