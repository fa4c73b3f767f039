-- Unlogged: a counter that a crash empties costs nobody anything, and every start, stop and capture writes here.
CREATE UNLOGGED TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

ALTER TABLE "replay_clip" ADD COLUMN "renditionAttempts" INTEGER NOT NULL DEFAULT 0;
