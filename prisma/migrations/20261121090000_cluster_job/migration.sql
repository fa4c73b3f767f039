-- CreateTable
CREATE TABLE "cluster_job" (
    "name" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cluster_job_pkey" PRIMARY KEY ("name")
);
