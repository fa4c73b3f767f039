-- What the schema language cannot say.

-- One running buffer a person. A buffer in grace does not count: its sharer may already share somewhere else.
CREATE UNIQUE INDEX "egress_session_one_running_per_user" ON "egress_session" ("userId")
  WHERE "status" IN ('starting', 'active', 'stopping');

-- Sessions a worker may have to take over, and captures nobody works on yet.
CREATE INDEX "egress_session_unclaimed" ON "egress_session" ("leaseUntil")
  WHERE "status" IN ('starting', 'active', 'grace', 'stopping');
CREATE INDEX "capture_unfinished" ON "capture" ("createdAt")
  WHERE "status" IN ('queued', 'pinning', 'cutting', 'finishing');

ALTER TABLE "user_replay_quota"
  ADD CONSTRAINT "user_replay_quota_bytes" CHECK ("quotaBytes" >= 0 AND "usedBytes" >= 0 AND "reservedBytes" >= 0);
ALTER TABLE "file" ADD CONSTRAINT "file_size" CHECK ("size" >= 0);
ALTER TABLE "capture"
  ADD CONSTRAINT "capture_reserved" CHECK ("reservedBytes" >= 0),
  ADD CONSTRAINT "capture_progress" CHECK ("progress" BETWEEN 0 AND 1),
  ADD CONSTRAINT "capture_window" CHECK ("requestedStart" < "requestedEnd");
ALTER TABLE "egress_session" ADD CONSTRAINT "egress_session_buffer_bytes" CHECK ("bufferBytes" >= 0);
ALTER TABLE "community_replay_config"
  ADD CONSTRAINT "community_replay_config_ranges" CHECK (
    "maxConcurrent" BETWEEN 0 AND 1000 AND "longestClipSeconds" BETWEEN 5 AND 3600 AND "clipRetentionDays" >= 0);
