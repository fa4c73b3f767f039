import type { Actor } from '../access/actor.ts';
import { authorizeManager } from '../access/authorize-community.ts';
import { requireInstanceAdmin } from '../access/permissions.ts';
import type { AccessStore } from '../ports/access-store.ts';
import type { OperationStore } from '../ports/operation-store.ts';
import type { CommunityUsage, RunningSession } from '../schemas/operation-schemas.ts';
import { fillUsageDays, firstUsageDay } from './usage-days.ts';

export interface OperationDeps {
  access: AccessStore;
  operations: OperationStore;
  now: () => Date;
}

/**
 * The replay buffers that run: of a community for those who manage its limits, all of them for instance admins.
 * @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED
 */
export async function listRunningSessions(deps: OperationDeps, actor: Actor, communityId?: string): Promise<RunningSession[]> {
  if (communityId === undefined) requireInstanceAdmin(actor);
  else await authorizeManager(deps, actor, communityId);
  return deps.operations.listRunning(communityId);
}

/** What a community keeps, day by day. @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED */
export async function getCommunityUsage(
  deps: OperationDeps,
  actor: Actor,
  { communityId, days }: { communityId: string; days: number },
): Promise<CommunityUsage> {
  await authorizeManager(deps, actor, communityId);
  const since = firstUsageDay(deps.now(), days);
  const [found, total] = await Promise.all([deps.operations.listUsage(communityId, since), deps.operations.sumUsage(communityId)]);
  return { days: fillUsageDays(found, since, days), totalClips: total.clips, totalBytes: total.bytes };
}
