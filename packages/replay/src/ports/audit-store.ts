import type { AuditView } from '../schemas/community-schemas.ts';

/** Reads what was done. */
export interface AuditStore {
  /** Newest first; of one community, or of everything; only actions that begin with `action`. */
  list(page: { communityId?: string; action?: string; limit: number; before?: { createdAt: Date; id: string } }): Promise<AuditView[]>;
}
