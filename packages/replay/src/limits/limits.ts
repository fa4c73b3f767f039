import type { Actor } from '../access/actor.ts';
import { authorizeManager } from '../access/authorize-community.ts';
import { requireInstanceAdmin } from '../access/permissions.ts';
import { ReplayError } from '../errors.ts';
import type { AccessStore } from '../ports/access-store.ts';
import type { CommunityConfigStore, StoredCommunityConfig } from '../ports/community-config-store.ts';
import type { QuotaStore } from '../ports/quota-store.ts';
import type { CommunityConfig, CommunityConfigPatch, Quota, QuotaUsage, UserQuota } from '../schemas/admin-schemas.ts';

export interface LimitsDeps {
  access: AccessStore;
  configs: CommunityConfigStore;
  quotas: QuotaStore;
  defaultQuotaBytes: number;
  /** The longest capture on this instance. */
  bufferDurationMs: number;
}

/** One's own quota. */
export function getQuota(deps: LimitsDeps, actor: Actor): Promise<Quota> {
  return deps.quotas.get(actor.userId, deps.defaultQuotaBytes);
}

/** One's own quota with what it is used by. */
export async function getQuotaUsage(deps: LimitsDeps, actor: Actor): Promise<QuotaUsage> {
  const [quota, usage] = await Promise.all([getQuota(deps, actor), deps.quotas.sumUsage(actor.userId)]);
  return { ...quota, ...usage };
}

/** @throws ReplayError PERMISSION_DENIED, USER_NOT_FOUND */
export async function getUserQuota(deps: LimitsDeps, actor: Actor, userId: string): Promise<UserQuota> {
  await requirePerson(deps, actor, userId);
  return { userId, ...(await deps.quotas.get(userId, deps.defaultQuotaBytes)) };
}

/** A quota below what is used deletes nothing: it only stops new clips. @throws ReplayError PERMISSION_DENIED, USER_NOT_FOUND */
export async function setUserQuota(deps: LimitsDeps, actor: Actor, userId: string, quotaBytes: number): Promise<UserQuota> {
  await requirePerson(deps, actor, userId);
  return deps.quotas.set(userId, quotaBytes, actor.userId);
}

/** @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED */
export async function getCommunityConfig(deps: LimitsDeps, actor: Actor, communityId: string): Promise<CommunityConfig> {
  await authorizeManager(deps, actor, communityId);
  return withInstanceLimit(deps, await deps.configs.get(communityId));
}

/** @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED, CONFLICT when the patch names an older version */
export async function patchCommunityConfig(
  deps: LimitsDeps,
  actor: Actor,
  communityId: string,
  patch: CommunityConfigPatch,
): Promise<CommunityConfig> {
  await authorizeManager(deps, actor, communityId);
  const before = await deps.configs.get(communityId);
  const allowed = patch.allowedQualities ?? before.allowedQualities;
  if (!allowed.includes(patch.defaultQuality ?? before.defaultQuality)) {
    const message = 'The default quality must be one of the allowed ones';
    throw new ReplayError('INVALID_INPUT', { details: { fields: [{ field: 'defaultQuality', message }] } });
  }
  const result = await deps.configs.patch(communityId, actor.userId, patch);
  if (result === 'conflict') throw new ReplayError('CONFLICT');
  return withInstanceLimit(deps, result);
}

function withInstanceLimit(deps: LimitsDeps, config: StoredCommunityConfig): CommunityConfig {
  return { ...config, bufferDurationSeconds: deps.bufferDurationMs / 1000 };
}

async function requirePerson(deps: LimitsDeps, actor: Actor, userId: string): Promise<void> {
  requireInstanceAdmin(actor);
  if (!(await deps.access.findPerson(userId))) throw new ReplayError('USER_NOT_FOUND');
}
