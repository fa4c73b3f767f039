-- AlterTable
ALTER TABLE "capture" ADD COLUMN     "requestId" TEXT;

-- AlterTable
ALTER TABLE "egress_session" ADD COLUMN     "requestId" TEXT;
