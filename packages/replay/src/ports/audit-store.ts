import type { AuditView } from '../schemas/community-schemas.ts';

/** Reads what was done. */
export interface AuditStore {
  /** Newest first; of one community, or of everything. */
  list(page: { communityId?: string; limit: number; before?: { createdAt: Date; id: string } }): Promise<AuditView[]>;
}
