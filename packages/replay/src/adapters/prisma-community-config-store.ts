import type { CommunityReplayConfig, Db } from '@reprise/db';
import type { CommunityConfigStore, StoredCommunityConfig } from '../ports/community-config-store.ts';
import type { CommunityConfigPatch } from '../schemas/admin-schemas.ts';
import { communityChanged } from './community-events.ts';
import { qualities, qualityRows, whoMayCapture, whoMayCaptureRows } from './prisma-enums.ts';
import { publishEvents } from './prisma-live-events.ts';

/** Community settings in PostgreSQL. */
export function createPrismaCommunityConfigStore(db: Db): CommunityConfigStore {
  return {
    // The row is made on first sight, so that the defaults have one home: the schema.
    get: async (communityId) =>
      toConfig(await db.communityReplayConfig.upsert({ where: { communityId }, create: { communityId }, update: {} })),
    patch: (communityId, actorId, patch) =>
      db.$transaction(async (tx) => {
        // Held until the commit, so that what is written down as "before" is what this change replaced.
        await tx.$queryRaw`SELECT 1 FROM community_replay_config WHERE "communityId" = ${communityId} FOR UPDATE`;
        const before = await tx.communityReplayConfig.findUnique({ where: { communityId } });
        const [row] = await tx.communityReplayConfig.updateManyAndReturn({
          where: { communityId, ...(patch.version !== undefined && { version: patch.version }) },
          data: { ...toRow(patch), version: { increment: 1 } },
        });
        if (!row || !before) return 'conflict';
        const changes = listChanges(toConfig(before), toConfig(row));
        await tx.auditEvent.create({ data: { actorId, communityId, action: 'community.config', details: { changes } } });
        await publishEvents(tx, communityChanged(communityId, 'settings'));
        return toConfig(row);
      }),
  };
}

/** What is different, for the audit trail: each field with what it was and what it is. */
function listChanges(before: StoredCommunityConfig, now: StoredCommunityConfig): Array<{ field: string; from: Value; to: Value }> {
  const old = new Map<string, Value>(Object.entries(before));
  return Object.entries(now)
    .filter(([field, value]) => field !== 'version' && field !== 'updatedAt' && JSON.stringify(old.get(field)) !== JSON.stringify(value))
    .map(([field, to]) => ({ field, from: old.get(field) ?? '', to }));
}

type Value = StoredCommunityConfig[keyof StoredCommunityConfig];

function toRow(patch: CommunityConfigPatch) {
  return {
    ...(patch.enabled !== undefined && { enabled: patch.enabled }),
    ...(patch.maxConcurrent !== undefined && { maxConcurrent: patch.maxConcurrent }),
    ...(patch.defaultQuality !== undefined && { defaultQuality: qualityRows[patch.defaultQuality] }),
    ...(patch.allowedQualities !== undefined && {
      allowedQualities: [...new Set(patch.allowedQualities)].map((quality) => qualityRows[quality]),
    }),
    ...(patch.whoMayCapture !== undefined && { whoMayCapture: whoMayCaptureRows[patch.whoMayCapture] }),
    ...(patch.startAutomatically !== undefined && { startAutomatically: patch.startAutomatically }),
    ...(patch.longestClipSeconds !== undefined && { longestClipSeconds: patch.longestClipSeconds }),
    ...(patch.clipRetentionDays !== undefined && { clipRetentionDays: patch.clipRetentionDays }),
    ...(patch.publicLinksAllowed !== undefined && { publicLinksAllowed: patch.publicLinksAllowed }),
  };
}

function toConfig(row: CommunityReplayConfig): StoredCommunityConfig {
  const { communityId, enabled, maxConcurrent, startAutomatically, longestClipSeconds, clipRetentionDays, publicLinksAllowed, version } =
    row;
  return {
    communityId,
    enabled,
    maxConcurrent,
    defaultQuality: qualities[row.defaultQuality],
    allowedQualities: row.allowedQualities.map((quality) => qualities[quality]),
    whoMayCapture: whoMayCapture[row.whoMayCapture],
    startAutomatically,
    longestClipSeconds,
    clipRetentionDays,
    publicLinksAllowed,
    version,
    updatedAt: row.updatedAt.toISOString(),
  };
}
