import type { Quota, UserQuota } from '../schemas/admin-schemas.ts';

/** What people may keep. */
export interface QuotaStore {
  /** The default for somebody without a row. */
  get(userId: string, defaultQuotaBytes: number): Promise<Quota>;
  /** `actorId` is written into the audit trail. */
  set(userId: string, quotaBytes: number, actorId: string): Promise<UserQuota>;
}
