import type { Quota, QuotaUsage, UserQuota } from '../schemas/admin-schemas.ts';

/** What people may keep. */
export interface QuotaStore {
  /** The default for somebody without a row. */
  get(userId: string, defaultQuotaBytes: number): Promise<Quota>;
  /** The sums of somebody's files by what they are. */
  sumUsage(userId: string): Promise<Omit<QuotaUsage, keyof Quota>>;
  /** `actorId` is written into the audit trail. */
  set(userId: string, quotaBytes: number, actorId: string): Promise<UserQuota>;
}
