import type {
  Account,
  CommunitySummary,
  FailedCapture,
  InstanceOverview,
  RunningSession,
  SearchPageInput,
  UsageDay,
} from '../schemas/operation-schemas.ts';

/** A page: `limit` rows after the one with the id `cursor`. */
export interface PageOf {
  limit: number;
  cursor?: string;
}

/** What those who run communities and the instance look at. */
export interface OperationStore {
  /** Oldest first; of one community, or all there are (at most 200). */
  listRunning(communityId?: string): Promise<RunningSession[]>;
  /** Only days on which clips were made that are still kept, oldest first. */
  listUsage(communityId: string, since: Date): Promise<UsageDay[]>;
  sumUsage(communityId: string): Promise<{ clips: number; bytes: number }>;
  /** By name; `defaultQuotaBytes` for those whose quota nobody has set. */
  listAccounts(page: PageOf & Pick<SearchPageInput, 'search'>, defaultQuotaBytes: number): Promise<Account[]>;
  listCommunities(page: PageOf & Pick<SearchPageInput, 'search'>): Promise<CommunitySummary[]>;
  getOverview(): Promise<InstanceOverview>;
  /** Newest first. */
  listFailedCaptures(page: PageOf): Promise<FailedCapture[]>;
}
