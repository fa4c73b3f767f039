-- AlterTable
ALTER TABLE "capture" ADD COLUMN     "sourceClipId" TEXT,
ALTER COLUMN "sessionId" DROP NOT NULL;

-- A capture is cut from a buffer, a trim from a clip.
ALTER TABLE "capture" ADD CONSTRAINT "capture_source" CHECK (("sessionId" IS NULL) <> ("sourceClipId" IS NULL));
