import type { Actor } from '../access/actor.ts';
import { authorizeManager } from '../access/authorize-community.ts';
import { requireInstanceAdmin } from '../access/permissions.ts';
import type { AccessStore } from '../ports/access-store.ts';
import type { AuditStore } from '../ports/audit-store.ts';
import type { AuditPage, AuditPageInput } from '../schemas/community-schemas.ts';

export interface AuditDeps {
  access: AccessStore;
  audit: AuditStore;
}

/**
 * Who started, captured, shared, deleted and changed limits, newest first: of a community for those who manage its limits,
 * of everything for instance admins.
 * @throws ReplayError COMMUNITY_NOT_FOUND, PERMISSION_DENIED
 */
export async function listAudit(deps: AuditDeps, actor: Actor, page: AuditPageInput): Promise<AuditPage> {
  const { communityId, action, limit, cursor } = page;
  if (communityId === undefined) requireInstanceAdmin(actor);
  else await authorizeManager(deps, actor, communityId);
  const [time = '', id = ''] = cursor?.split(/_(.*)/s) ?? [];
  const before = cursor ? { createdAt: new Date(Number(time)), id } : undefined;
  const found = await deps.audit.list({
    ...(communityId !== undefined && { communityId }),
    ...(action !== undefined && { action }),
    limit: limit + 1,
    ...(before && { before }),
  });
  const events = found.slice(0, limit);
  const last = events.at(-1);
  return { events, nextCursor: found.length > limit && last ? `${Date.parse(last.createdAt)}_${last.id}` : null };
}
